// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche {

/// A run of characters in a text that make one word, before it is folded.
struct WordRun {
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  int upper = 0, lower = 0, digits = 0;
  int characters = 0;  ///< without the marks upon them

  bool is_capitals() const { return upper >= 2 && lower == 0; }
  bool is_letter() const { return characters == 1 && digits == 0 && upper + lower == 1; }
  bool is_number() const { return digits > 0 && digits == characters; }
  bool has_letters() const { return characters > digits; }
  std::string_view in(std::string_view text) const { return text.substr(begin, end - begin); }
};

/// The word at `begin`, with invisible characters in it, also a soft hyphen at
/// a line's end.
WordRun read_letters(std::string_view text, std::size_t begin);

/// One character of a script without spaces, and the marks upon it.
WordRun read_cluster(std::string_view text, std::size_t begin);

/// Whether more of the text belongs to the word `run` than its letters:
/// `U.N.` is one word, single letters parted by full stops. In small letters
/// the last full stop is needed too (`u.n.`), or it is an end of a sentence.
/// `run` then grows, and `bare` is the word without the stops.
bool grow_acronym(std::string_view text, WordRun& run, std::string& bare);

/// The same of a number: `2,334` is 2334, `1.7` stays one word.
bool grow_number(std::string_view text, WordRun& run, std::string& bare);

}  // namespace demarche
