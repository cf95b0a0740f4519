// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/visual_order.hpp"

#include <unicode/normalizer2.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <memory>

namespace demarche {
namespace {

using Bidi = std::unique_ptr<UBiDi, decltype(&ubidi_close)>;

bool is_right_to_left(UChar32 code) {
  const UCharDirection direction = u_charDirection(code);
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

icu::UnicodeString reordered(const icu::UnicodeString& seen, bool runs_left) {
  UErrorCode error = U_ZERO_ERROR;
  const Bidi bidi(ubidi_open(), ubidi_close);
  ubidi_setReorderingMode(bidi.get(), UBIDI_REORDER_INVERSE_LIKE_DIRECT);
  ubidi_setPara(bidi.get(), seen.getBuffer(), seen.length(), runs_left ? 1 : 0, nullptr, &error);
  icu::UnicodeString read;
  const int32_t capacity = seen.length() + 1;
  UChar* const buffer = read.getBuffer(capacity);
  const int32_t length =
      ubidi_writeReordered(bidi.get(), buffer, capacity, UBIDI_KEEP_BASE_COMBINING, &error);
  read.releaseBuffer(U_SUCCESS(error) ? length : 0);
  return U_SUCCESS(error) ? read : seen;
}

/// Latin ligatures, Hebrew and Arabic presentation forms.
bool is_presentation_form(UChar32 code) {
  return (code >= 0xfb00 && code <= 0xfdfb) || (code >= 0xfe70 && code <= 0xfefc);
}

bool is_ideograph(UChar32 code) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code, &error);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA ||
         (code >= 0x3000 && code <= 0x303f) || (code >= 0xff01 && code <= 0xff0f) ||
         code == 0xff1a || code == 0xff1b;
}

icu::UnicodeString with_letters(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const compatibility = icu::Normalizer2::getNFKCInstance(error);
  icu::UnicodeString plain;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 code = text.char32At(at);
    icu::UnicodeString letters;
    if (code == 0xad) {
      plain.append(u'-');
    } else if (code == ' ' && at > 0 && is_ideograph(text.char32At(text.moveIndex32(at, -1))) &&
               is_ideograph(text.char32At(at + 1))) {
      continue;
    } else if (is_presentation_form(code) && U_SUCCESS(error) &&
               compatibility->getDecomposition(code, letters) != 0) {
      plain.append(letters);
    } else {
      plain.append(code);
    }
  }
  return plain;
}

icu::UnicodeString utf16(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) > 0; });
}

}  // namespace

VisualLine::VisualLine(std::string_view line) : line_(line) {
  if (is_ascii(line)) return;
  const icu::UnicodeString text = utf16(line);
  int left = 0, right = 0;
  for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
    const UChar32 code = text.char32At(at);
    if (is_right_to_left(code)) ++left;
    if (u_charDirection(code) == U_LEFT_TO_RIGHT) ++right;
  }
  has_left_ = left > 0;
  runs_left_ = has_left_ && left >= right;
}

std::string VisualLine::logical() const {
  if (is_ascii(line_)) return line_;
  icu::UnicodeString text = utf16(line_);
  if (has_left_) text = reordered(text, runs_left_);
  std::string logical;
  with_letters(text).toUTF8String(logical);
  return logical;
}

}  // namespace demarche
