// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// Takes tables of metadata out (`is_kept`): those of whose rows most begin with a name such
/// as `Date`, `Reference` or `Speaker`, and nearly all of whose cells are short. Before the
/// text is looked for, which their cells could be taken for.
void drop_metadata_tables(const HtmlTree& tree, std::vector<HtmlBlock>& blocks);

/// Takes out of the statement's blocks what is not its own text: links that stand alone, the
/// title, lines of date and other labels before the text, lines for the page's reader,
/// `also see` and what it heads, headings whose text went.
/// `core`: the element of the statement. `number`: a block before the title that stays.
void clean_statement(const HtmlTree& tree, std::vector<HtmlBlock>& blocks, std::size_t core,
                     std::string_view title, std::optional<std::size_t> number,
                     std::string_view language);

}  // namespace demarche
