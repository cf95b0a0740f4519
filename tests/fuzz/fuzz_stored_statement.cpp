// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <string_view>

#include "common/error.hpp"
#include "common/index/schema.hpp"

/// Any bytes are a stored statement or an IndexError, within bounded memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    demarche::decode_statement({reinterpret_cast<const char*>(data), size});
  } catch (const demarche::IndexError&) {
    // What a damaged index gives.
  }
  return 0;
}
