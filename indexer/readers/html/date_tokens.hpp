// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// A piece of a text that may hold a date: a number, a word, or a sign.
struct DateToken {
  int value = 0;
  std::size_t digits = 0;  ///< 0: no number
  std::string word;        ///< in small letters; empty: no word
  char sign = 0;           ///< an ASCII sign, or `?` for any other
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_number() const { return digits > 0; }
};

/// The pieces of the first 400 bytes of a text, white space left out. Numbers of any
/// script, Chinese ones too; the Chinese, Japanese and Korean words for year, month and
/// day are words by themselves.
std::vector<DateToken> date_tokens(std::string_view text);

}  // namespace demarche
