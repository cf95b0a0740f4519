// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>

#include "indexer/readers/mail/mail.hpp"
#include "tests/fuzz/demand.hpp"

/// Any bytes are a message with a clean text, or there is a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  demarche::fuzz::demand_clean(demarche::read_mail({reinterpret_cast<const char*>(data), size}));
  return 0;
}
