// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <string>
#include <string_view>

#include "common/error.hpp"
#include "common/index/stored_statement.hpp"

/// Any bytes are a stored statement or an IndexError, within bounded memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    demarche::StatementDecoder decoder([](std::uint32_t) { return std::string(); });
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto opened = demarche::StatementDecoder::open(bytes);
    // As an excerpt reads it, and then all.
    decoder.text(opened, opened.text_bytes / 2);
    decoder.decode(bytes);
  } catch (const demarche::IndexError&) {
    // What a damaged index gives.
  }
  return 0;
}
