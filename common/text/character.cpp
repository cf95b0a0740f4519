// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/character.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>
#include <atomic>

namespace demarche {
namespace {

bool is_unspaced_script(UChar32 code) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(code, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
      return true;
    default:
      // The prolonged sound mark belongs to both kana, so to neither script.
      return code == 0x30FC || code == 0xFF70;
  }
}

CharacterType wide_type(UChar32 code) {
  switch (code) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2043:
    case 0x2212:
    case 0xFE63:
    case 0xFF0D:
      return CharacterType::hyphen;
    case 0x00B4:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2032:
    case 0xFF07:
      return CharacterType::apostrophe;
    case 0x2028:
    case 0x2029:
      return CharacterType::line_end;
    default:
      break;
  }
  if (u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 && !u_isalpha(code))
    return CharacterType::ignorable;
  switch (u_charType(code)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
    case U_DECIMAL_DIGIT_NUMBER:
    case U_LETTER_NUMBER:
      break;
    case U_OTHER_NUMBER:
      // Subscripts belong to a word (CO₂), superscripts are footnotes.
      return code >= 0x2080 && code <= 0x2089 ? CharacterType::word : CharacterType::other;
    default:
      return CharacterType::other;
  }
  // ª and º and raised letters are marks of a footnote or an ordinal, not of the word.
  if (u_getIntPropertyValue(code, UCHAR_DECOMPOSITION_TYPE) == U_DT_SUPER)
    return CharacterType::other;
  return is_unspaced_script(code) ? CharacterType::cut : CharacterType::word;
}

Case icu_case(UChar32 code) {
  if (u_isUUppercase(code) != 0) return Case::upper;
  return u_isULowercase(code) != 0 ? Case::lower : Case::none;
}

bool icu_extends(UChar32 code) {
  // Conjoining vowels and finals make one Hangul syllable with the letter before.
  return u_hasBinaryProperty(code, UCHAR_GRAPHEME_EXTEND) != 0 ||
         u_charType(code) == U_COMBINING_SPACING_MARK || (code >= 0x1160 && code <= 0x11FF);
}

/// All that is asked of a character, in one byte.
class Properties {
public:
  constexpr Properties() = default;
  explicit Properties(UChar32 code)
      : bits_(static_cast<std::uint8_t>(
            known | (u_isdigit(code) != 0 ? digit : 0) | (icu_extends(code) ? extending : 0) |
            static_cast<int>(icu_case(code)) << case_shift | static_cast<int>(wide_type(code)))) {}

  bool is_known() const { return bits_ != 0; }
  bool is_digit() const { return (bits_ & digit) != 0; }
  bool is_extending() const { return (bits_ & extending) != 0; }
  Case letter_case() const { return static_cast<Case>((bits_ >> case_shift) & 3); }
  CharacterType type() const { return static_cast<CharacterType>(bits_ & 7); }

private:
  static constexpr int known = 0x80, digit = 0x40, extending = 0x20, case_shift = 3;

  std::uint8_t bits_ = 0;
};

/// ICU is asked but once for a character of the Basic Multilingual Plane: it
/// takes half a dozen look-ups. Threads may fill the same place, alike.
Properties properties_of(char32_t code) {
  static constinit std::array<std::atomic<Properties>, 0x10000> known;
  if (code >= known.size()) return Properties(static_cast<UChar32>(code));
  Properties found = known[code].load(std::memory_order_relaxed);
  if (!found.is_known()) {
    found = Properties(static_cast<UChar32>(code));
    known[code].store(found, std::memory_order_relaxed);
  }
  return found;
}

}  // namespace

Character detail::wide_character_at(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  UChar32 code = 0;
  // U8_NEXT counts in any integer type; std::size_t keeps texts over 2 GiB right.
  std::size_t i = at;
  U8_NEXT(bytes, i, text.size(), code);
  if (code < 0) return {0xFFFD, CharacterType::other, at + 1};
  const auto character = static_cast<char32_t>(code);
  return {character, properties_of(character).type(), i};
}

Case detail::wide_case_of(char32_t code) { return properties_of(code).letter_case(); }

bool detail::is_wide_digit(char32_t code) { return properties_of(code).is_digit(); }

bool detail::extends_wide_cluster(char32_t code) { return properties_of(code).is_extending(); }

std::size_t character_start(std::string_view text, std::size_t at) {
  std::size_t start = at;
  while (start > 0 && at - start < 3 && (static_cast<unsigned char>(text[start]) & 0xC0U) == 0x80)
    --start;
  return start;
}

bool separates_thousands(char32_t code) {
  return code == ',' || code == 0x00A0 || code == 0x2009 || code == 0x202F || code == 0x066C;
}

}  // namespace demarche
