// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/utf8.hpp"

#include <unicode/utf8.h>

#include <array>
#include <cstdint>

namespace demarche {

CodePoint code_point_at(std::string_view text, std::size_t at) {
  // ICU counts in 32 bits; a sequence has at most four bytes.
  const std::string_view window = text.substr(at, U8_MAX_LENGTH);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(window.data());
  const auto length = static_cast<std::int32_t>(window.size());
  std::int32_t end = 0;
  UChar32 code_point = 0;
  U8_NEXT(bytes, end, length, code_point);
  // A broken sequence of several bytes counts as one byte: none is lost.
  if (code_point < 0) return {};
  return {static_cast<char32_t>(code_point), static_cast<std::size_t>(end), true};
}

std::u32string code_points(std::string_view text) {
  std::u32string points;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    points += here.value;
    at += here.bytes;
  }
  return points;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (!here.valid) return false;
    at += here.bytes;
  }
  return true;
}

void append_utf8(char32_t code_point, std::string& out) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, code_point);
  out.append(bytes.data(), length);
}

}  // namespace demarche
