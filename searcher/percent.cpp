// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/percent.hpp"

#include <fmt/format.h>

#include <charconv>
#include <iterator>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

/// What some reader of a run may split a line at: C's white space and Unicode's,
/// and control characters.
bool may_end_column(char32_t c) {
  if (c <= U' ' || (c >= 0x7F && c <= 0xA0)) return true;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    const std::string_view bytes = text.substr(at, c.bytes);
    if (c.valid && c.value != U'%' && !may_end_column(c.value)) {
      out += bytes;
    } else {
      for (const char byte : bytes)
        fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(byte));
    }
    at += c.bytes;
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const char* const digits = text.data() + at + 1;
    const bool is_escape = text[at] == '%' && at + 2 < text.size() &&
                           std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    out += is_escape ? static_cast<char>(byte) : text[at];
    if (is_escape) at += 2;
  }
  return out;
}

}  // namespace demarche
