// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/fold_rules.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <new>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

using icu::Normalizer2;

/// Letters that writers replace by plain ones but Unicode does not decompose,
/// and forms of one Arabic letter. In order of code points.
struct Replacement {
  char32_t from;
  const char* to;
};
constexpr std::array replacements = {
    Replacement{0x00E6, "ae"}, Replacement{0x00F0, "d"}, Replacement{0x00F8, "o"},
    Replacement{0x00FE, "th"}, Replacement{0x0111, "d"}, Replacement{0x0127, "h"},
    Replacement{0x0131, "i"},  Replacement{0x0142, "l"}, Replacement{0x014B, "n"},
    Replacement{0x0153, "oe"}, Replacement{0x0167, "t"}, Replacement{0x0199, "k"},
    Replacement{0x01B4, "y"},  Replacement{0x0253, "b"}, Replacement{0x0254, "o"},
    Replacement{0x0256, "d"},  Replacement{0x0257, "d"}, Replacement{0x0259, "e"},
    Replacement{0x025B, "e"},  Replacement{0x0268, "i"}, Replacement{0x02B9, ""},
    Replacement{0x02BA, ""},   Replacement{0x02BB, ""},  Replacement{0x02BC, ""},
    Replacement{0x02BD, ""},   Replacement{0x02BE, ""},  Replacement{0x02BF, ""},
    Replacement{0x0640, ""},   Replacement{0x0649, "ي"}, Replacement{0x0671, "ا"},
    Replacement{0x06A9, "ك"},  Replacement{0x06CC, "ي"}};

const Replacement* find_replacement(char32_t c) {
  const auto* found =
      std::lower_bound(replacements.begin(), replacements.end(), c,
                       [](const Replacement& row, char32_t value) { return row.from < value; });
  return found != replacements.end() && found->from == c ? found : nullptr;
}

/// A normalizer's result is appended as it is where ICU fails: it does so only
/// for want of memory.
std::string normalized(const Normalizer2& normalizer, std::string_view text) {
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  normalizer.normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr,
                           status);
  if (U_FAILURE(status)) throw std::bad_alloc();
  return out;
}

const Normalizer2& normalizer(const Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const Normalizer2* found = get(status);
  if (U_FAILURE(status)) throw std::bad_alloc();
  return *found;
}

/// What stands under the mark being looked at.
enum class Base { other, accented_script, ie, alef, hebrew };

Base base_of(char32_t c) {
  if (c == U'е') return Base::ie;
  if (c == U'ا') return Base::alef;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
      return Base::accented_script;
    case USCRIPT_HEBREW:
      return Base::hebrew;
    default:
      return Base::other;
  }
}

bool is_tashkeel(char32_t c) {
  return (c >= 0x0610 && c <= 0x061A) || (c >= 0x064B && c <= 0x0652) ||
         (c >= 0x0656 && c <= 0x065F) || c == 0x0670 || (c >= 0x06D6 && c <= 0x06ED);
}

/// Whether a mark over `base` only adorns the letter, so that readers leave it out.
bool is_dropped(char32_t mark, Base base) {
  switch (base) {
    case Base::accented_script:
    case Base::hebrew:
      return true;
    case Base::ie:
      return mark == 0x0308;
    case Base::alef:
      return is_tashkeel(mark) || (mark >= 0x0653 && mark <= 0x0655);
    case Base::other:
      break;
  }
  return is_tashkeel(mark);
}

/// `decomposed` (NFD) without the marks and letter forms that don't matter.
/// `accents`: whether any of them was one that a stemmer wants to see.
std::string without_marks(std::string_view decomposed, bool& accents) {
  std::string out;
  Base base = Base::other;
  for (std::size_t at = 0; at < decomposed.size();) {
    const CodePoint here = code_point_at(decomposed, at);
    at += here.bytes;
    const char32_t code = here.value;
    const auto c = static_cast<UChar32>(code);
    if (!here.valid || u_isUWhiteSpace(c)) continue;
    if (u_charType(c) == U_NON_SPACING_MARK) {
      if (!is_dropped(code, base))
        append_utf8(code, out);
      else if (base == Base::accented_script)
        accents = true;
      continue;
    }
    if (const Replacement* row = find_replacement(code)) {
      // A letter that vanishes leaves the one before it as base of what follows.
      if (*row->to != '\0')
        base = code >= 0x0600 ? base_of(code == 0x0671 ? U'ا' : code) : Base::accented_script;
      accents = accents || (code < 0x02B9);
      out += row->to;
    } else if (c >= 0x80 && u_isdigit(c)) {
      out += static_cast<char>('0' + u_charDigitValue(c));
      base = Base::other;
    } else {
      base = base_of(code);
      append_utf8(code, out);
    }
  }
  return out;
}

const Normalizer2& casefold() {
  static const Normalizer2& found = normalizer(Normalizer2::getNFKCCasefoldInstance);
  return found;
}
const Normalizer2& decompose() {
  static const Normalizer2& found = normalizer(Normalizer2::getNFDInstance);
  return found;
}
const Normalizer2& compose() {
  static const Normalizer2& found = normalizer(Normalizer2::getNFCInstance);
  return found;
}

}  // namespace

Folding fold_by_rules(std::string_view word) {
  Folding out;
  out.cased = normalized(casefold(), word);
  out.term = normalized(compose(), without_marks(normalized(decompose(), out.cased), out.accents));
  return out;
}

bool folds_alone(char32_t code, const Folding& alone) {
  if (alone.cased.empty() || alone.term.empty()) return false;
  const char32_t first = code_point_at(normalized(decompose(), alone.cased), 0).value;
  const auto c = static_cast<UChar32>(first);
  const Replacement* row = find_replacement(first);
  return casefold().hasBoundaryBefore(static_cast<UChar32>(code)) &&
         decompose().hasBoundaryBefore(c) && u_charType(c) != U_NON_SPACING_MARK &&
         !u_isUWhiteSpace(c) && (row == nullptr || *row->to != '\0') &&
         compose().hasBoundaryBefore(static_cast<UChar32>(code_point_at(alone.term, 0).value));
}

}  // namespace demarche
