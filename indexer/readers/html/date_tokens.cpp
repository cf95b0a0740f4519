// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/date_tokens.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <optional>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

constexpr std::size_t looked_at_bytes = 400;
/// A longer run of digits is no part of a date.
constexpr std::size_t most_digits = 9;

/// The value of 〇 to 九, 10 of 十; -1 of any other.
int han_number(char32_t code) {
  constexpr std::u32string_view digits = U"〇一二三四五六七八九十";
  if (code == U'零') return 0;
  const std::size_t found = digits.find(code);
  return found == std::u32string_view::npos ? -1 : static_cast<int>(found);
}

bool is_date_unit(char32_t code) {
  constexpr std::u32string_view units = U"年月日號号元년월일";
  return units.find(code) != std::u32string_view::npos;
}

enum class Kind { digit, han_digit, unit, letter, sign };

/// Nothing for a space.
std::optional<Kind> kind_of(char32_t code) {
  const auto character = static_cast<UChar32>(code);
  if (u_charDigitValue(character) >= 0 && han_number(code) < 0) return Kind::digit;
  if (han_number(code) >= 0) return Kind::han_digit;
  if (is_date_unit(code)) return Kind::unit;
  if (u_isalpha(character) != 0 || u_charType(character) == U_NON_SPACING_MARK ||
      u_charType(character) == U_COMBINING_SPACING_MARK)
    return Kind::letter;
  if (u_isUWhiteSpace(character) != 0 || u_charType(character) == U_FORMAT_CHAR)
    return std::nullopt;
  return Kind::sign;
}

void add_digit(DateToken& token, int value) {
  ++token.digits;
  if (token.digits <= most_digits) token.value = token.value * 10 + value;
}

class Tokens {
public:
  std::vector<DateToken> of(std::string_view text) {
    text = text.substr(0, looked_at_bytes);
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint here = code_point_at(text, at);
      if (here.valid) take(here.value, at, at + here.bytes);
      at += here.bytes;
    }
    return std::move(tokens_);
  }

private:
  void take(char32_t code, std::size_t begin, std::size_t end) {
    const std::optional<Kind> kind = kind_of(code);
    const bool goes_on =
        kind == last_ && (kind == Kind::digit || kind == Kind::han_digit || kind == Kind::letter);
    last_ = kind;
    if (!kind) return;
    if (!goes_on) {
      tokens_.emplace_back();
      tokens_.back().begin = begin;
    }
    DateToken& token = tokens_.back();
    token.end = end;
    switch (*kind) {
      case Kind::digit:
        add_digit(token, u_charDigitValue(static_cast<UChar32>(code)));
        break;
      case Kind::han_digit:
        add_han_digit(token, han_number(code));
        break;
      case Kind::unit:
      case Kind::letter:
        append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(code))), token.word);
        break;
      case Kind::sign:
        token.sign = code < 0x80 ? static_cast<char>(code) : like_ascii(code);
        break;
    }
  }

  /// 十二 is 12, 二十 20; without 十 each is a digit.
  void add_han_digit(DateToken& token, int value) {
    if (token.digits == 0) is_after_ten_ = false;
    if (++token.digits > most_digits) return;
    if (value == 10)
      token.value = std::max(token.value % 100, 1) * 10;
    else
      token.value = is_after_ten_ ? token.value + value : token.value * 10 + value;
    is_after_ten_ = value == 10;
  }

  /// Full-width and typographic signs that part dates.
  static char like_ascii(char32_t code) {
    switch (code) {
      case U'／':
        return '/';
      case U'．':
        return '.';
      case U'‐':
      case U'‑':
      case U'–':
      case U'－':
        return '-';
      case U'،':
        return ',';
      default:
        return '?';
    }
  }

  std::vector<DateToken> tokens_;
  std::optional<Kind> last_;
  bool is_after_ten_ = false;
};

}  // namespace

std::vector<DateToken> date_tokens(std::string_view text) { return Tokens().of(text); }

}  // namespace demarche
