// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"

namespace demarche {

/// Reads the text of a PDF (pdf_program.hpp, pdf_pages.hpp, pdf_text.hpp). As read_text.
tl::expected<ReadStatement, std::string> read_pdf(std::string_view bytes);

/// As read_pdf, of what pdftotext writes.
tl::expected<ReadStatement, std::string> read_pdf_layout(std::string_view layout);

}  // namespace demarche
