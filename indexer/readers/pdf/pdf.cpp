// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/pdf.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/readers/pdf/pages.hpp"
#include "indexer/readers/pdf/program.hpp"
#include "indexer/readers/pdf/text.hpp"

namespace demarche {

tl::expected<ReadStatement, std::string> read_pdf_layout(std::string_view layout) {
  PdfContent content = read_pdf_pages(layout);
  const auto pages = content.pages.size();
  const auto empty_pages = static_cast<std::size_t>(
      std::count_if(content.pages.begin(), content.pages.end(),
                    [](const PdfPage& page) { return page.blocks.empty(); }));
  if (empty_pages == pages)
    return tl::make_unexpected(std::string("no text: its pages are scanned, or empty"));
  remove_running_lines(content.pages);
  ReadStatement read;
  read.statement.text = text_of_pages(content.pages);
  if (!has_text(read.statement.text))
    return tl::make_unexpected(std::string("no text but running heads and page numbers"));
  if (empty_pages > 0)
    read.warnings.push_back(
        fmt::format("{} of {} pages have no text: scanned, or empty", empty_pages, pages));
  // The two letters of this ligature come in logical order among others in visual order.
  if (read.statement.text.find("\u0627\u0644") != std::string::npos)
    read.warnings.push_back("Arabic in a PDF: the letters of “لا” may be read as “ال”");
  add_information(read, content.information);
  return read;
}

tl::expected<ReadStatement, std::string> read_pdf(std::string_view bytes) {
  tl::expected<ReadStatement, std::string> read;
  const auto ran =
      run_pdftotext(bytes, [&](std::string_view layout) { read = read_pdf_layout(layout); });
  if (!ran) return tl::make_unexpected(ran.error());
  return read;
}

}  // namespace demarche
