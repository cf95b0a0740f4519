// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads a saved page (indexer(1), FORMS): the statement's own text, paragraphs with a
/// blank line between, and what the page says of itself as fields. The id is empty. Or
/// the reason why it is no statement: a list of links, an embedded PDF, no text, too
/// much for the parser. Time and memory are bounded by the page's size (html_limits.hpp,
/// html_tree.hpp). For any number of threads.
tl::expected<ReadStatement, std::string> read_html(std::string_view bytes);

}  // namespace demarche
