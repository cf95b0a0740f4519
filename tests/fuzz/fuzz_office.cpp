// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <string>

#include "indexer/readers/office/docx.hpp"
#include "indexer/readers/office/epub.hpp"
#include "indexer/readers/office/odt.hpp"
#include "tests/fuzz/demand.hpp"
#include "tests/support/zip_file.hpp"

using namespace demarche;

/// Any bytes, as a ZIP file or as the XML within one, are a document with a clean text, or
/// there is a reason. The first byte says which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'd':
      fuzz::demand_clean(read_docx(test::docx_file(bytes)));
      break;
    case 'p':
      fuzz::demand_clean(read_docx(test::docx_file(
          "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
          {{"docProps/core.xml", bytes}, {"word/footnotes.xml", bytes}, {"_rels/.rels", bytes}})));
      break;
    case 'o':
      fuzz::demand_clean(read_odt(test::odt_file(bytes)));
      break;
    case 'm':
      fuzz::demand_clean(read_odt(test::odt_file("<text:p>x</text:p>", {{"meta.xml", bytes}})));
      break;
    case 'e':
      fuzz::demand_clean(read_epub(test::epub_file({bytes, "<p>x</p>"}, bytes)));
      break;
    default:
      fuzz::demand_clean(read_docx(bytes));
      fuzz::demand_clean(read_odt(bytes));
      fuzz::demand_clean(read_epub(bytes));
  }
  return 0;
}
