// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <string_view>

#include "common/error.hpp"
#include "indexer/config.hpp"

/// Any bytes are a configuration or a UsageError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  demarche::IndexerOptions options;
  try {
    demarche::parse_config({reinterpret_cast<const char*>(data), size}, "config", options);
  } catch (const demarche::UsageError&) {
    // What a bad one gives.
  }
  return 0;
}
