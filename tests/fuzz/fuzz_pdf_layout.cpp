// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>

#include "indexer/readers/pdf/pdf.hpp"
#include "tests/fuzz/demand.hpp"

/// Whatever pdftotext writes is a clean text, or there is a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  demarche::fuzz::demand_clean(
      demarche::read_pdf_layout({reinterpret_cast<const char*>(data), size}));
  return 0;
}
