// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace demarche {

/// What a character does to the words about it.
enum class CharacterType : std::uint8_t {
  other,       ///< parts words, and what stands on its two sides is not typed in one piece
  joiner,      ///< parts words within one piece: `.` `/` `@` `:` `&` …
  word,        ///< letter, digit, mark
  cut,         ///< letter of a script without spaces: a word by itself
  hyphen,      ///< ties words: `-` and its kin
  apostrophe,  ///< ties words: `'` `’` and their kin
  ignorable,   ///< invisible: soft hyphen, zero-width characters, bidi controls
  line_end     ///< LF, form feed, U+2028, U+2029
};

enum class Case : std::uint8_t { none, upper, lower };

inline constexpr char32_t soft_hyphen = 0x00AD;

/// A character of a text; a byte that is not UTF-8 is one of type `other`.
struct Character {
  char32_t code;
  CharacterType type;
  std::size_t end;  ///< where the next one begins
};

namespace detail {

constexpr CharacterType ascii_type(unsigned char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
    return CharacterType::word;
  switch (c) {
    case '-':
      return CharacterType::hyphen;
    case '\'':
    case '`':
      return CharacterType::apostrophe;
    case '\n':
    case '\f':
      return CharacterType::line_end;
    case '.':
    case '/':
    case '@':
    case ':':
    case '&':
    case '#':
    case '+':
    case '=':
    case '%':
    case '~':
    case '$':
    case '*':
      return CharacterType::joiner;
    default:
      return CharacterType::other;
  }
}

inline constexpr auto ascii_types = [] {
  std::array<CharacterType, 128> types{};
  for (unsigned char c = 0; c < 128; ++c) types[c] = ascii_type(c);
  return types;
}();

Character wide_character_at(std::string_view text, std::size_t at);
Case wide_case_of(char32_t code);
bool is_wide_digit(char32_t code);
bool extends_wide_cluster(char32_t code);

}  // namespace detail

/// The character that begins at `at` < text.size(). Inline for ASCII, which
/// nearly all of most texts is.
inline Character character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) return {lead, detail::ascii_types[lead], at + 1};
  return detail::wide_character_at(text, at);
}

/// Where the character begins that holds byte `at`.
std::size_t character_start(std::string_view text, std::size_t at);

inline Case case_of(char32_t code) {
  if (code >= 0x80) return detail::wide_case_of(code);
  if (code >= 'a' && code <= 'z') return Case::lower;
  return code >= 'A' && code <= 'Z' ? Case::upper : Case::none;
}

/// A decimal digit of any script.
inline bool is_digit(char32_t code) {
  return code < 0x80 ? code >= '0' && code <= '9' : detail::is_wide_digit(code);
}
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// `,` and the no-break spaces and Arabic sign that group digits by three.
bool separates_thousands(char32_t code);

/// Whether a character belongs to the character of a cut script before it.
inline bool extends_cluster(char32_t code) {
  return code >= 0x80 && detail::extends_wide_cluster(code);
}

}  // namespace demarche
