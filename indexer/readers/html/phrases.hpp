// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// What sites write around statements, in their languages. All take text as plain_label
/// gives it, of one short block.

/// A heading of links to other pages: `also see`, `related news`, `latest`.
bool heads_other_pages(std::string_view label);
/// Begins as such a heading does, and goes on: `related matters`. May head text, too.
bool may_head_other_pages(std::string_view label);
/// A line for the reader of the page: `print`, `share`, `back to top`, `all rights reserved`.
bool is_page_line(std::string_view label);
/// Begins with a name for the date of publishing, as in `published on 12 march`.
bool begins_with_date_label(std::string_view label);
/// Speaks of a later change: `last updated`.
bool speaks_of_change(std::string_view label);
/// Speaks of another day than that of publishing: `today`, `next meeting`, `latest`.
bool speaks_of_other_day(std::string_view label);
/// Is, or begins with, a name of a row of a page's metadata: `reference`, `category`, `speaker`.
bool begins_with_row_label(std::string_view label);

}  // namespace demarche
