// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>

#include "indexer/readers/tei/tei.hpp"
#include "tests/fuzz/demand.hpp"

using namespace demarche;

/// Any bytes are numbered statements with clean texts, or there is a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t last_number = 0, last_line = 1;
  const auto reason =
      read_tei({reinterpret_cast<const char*>(data), size}, [&](ReadRecord&& record) {
        fuzz::demand(record.number == 0 || record.number == last_number + 1);
        fuzz::demand(record.line >= last_line);
        last_number = record.number;
        last_line = record.line;
        fuzz::demand(is_utf8(record.label) && field_value(record.label) == record.label);
        fuzz::demand_clean(record.statement);
      });
  if (reason) fuzz::demand(is_utf8(*reason) && !reason->empty() && last_number == 0);
  return 0;
}
