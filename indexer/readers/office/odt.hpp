// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads OpenDocument text (ODF 1.2): the body's headings and paragraphs, also those of lists
/// and tables, then its notes and text boxes. What was deleted under tracked changes,
/// comments, headers and footers are left out. As read_text.
tl::expected<ReadStatement, std::string> read_odt(std::string_view bytes);

}  // namespace demarche
