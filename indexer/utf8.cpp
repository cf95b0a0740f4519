// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/utf8.hpp"

#include <unicode/utf8.h>

namespace demarche {

std::size_t utf8_sequence_bytes(std::string_view text, std::size_t at) {
  // ICU counts in 32 bits; a sequence has at most four bytes.
  const std::string_view window = text.substr(at, 4);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(window.data());
  const auto length = static_cast<std::int32_t>(window.size());
  std::int32_t end = 0;
  UChar32 code_point = 0;
  U8_NEXT(bytes, end, length, code_point);
  return code_point < 0 ? 0 : static_cast<std::size_t>(end);
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t bytes = utf8_sequence_bytes(text, at);
    if (bytes == 0) return false;
    at += bytes;
  }
  return true;
}

void append_utf8(char32_t code_point, std::string& out) {
  char bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, code_point);
  out.append(bytes, length);
}

}  // namespace demarche
