// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads Office Open XML (ECMA-376, WordprocessingML): the body's paragraphs, also those
/// of tables, then its footnotes, endnotes and text boxes. What was deleted under tracked changes,
/// hidden text, comments, headers and footers are left out. As read_text.
tl::expected<ReadStatement, std::string> read_docx(std::string_view bytes);

}  // namespace demarche
