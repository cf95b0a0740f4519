// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche {

/// What begins at a byte of a text: a code point, or one byte that is not UTF-8.
struct CodePoint {
  char32_t value = U'\uFFFD';  ///< U+FFFD where not valid
  std::size_t bytes = 1;
  bool valid = false;
};

/// The code point that begins at text[at]; `at` must lie within the text.
/// Overlong forms, surrogates and values over U+10FFFF are not valid.
CodePoint code_point_at(std::string_view text, std::size_t at);

/// Whether all of `text` is valid UTF-8.
bool is_utf8(std::string_view text);

/// The code points of `text`; U+FFFD for each byte that is not UTF-8.
std::u32string code_points(std::string_view text);

/// Appends a Unicode scalar value.
void append_utf8(char32_t code_point, std::string& out);

}  // namespace demarche
