// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/language.hpp"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>

#include <algorithm>
#include <array>
#include <utility>

namespace demarche {
namespace {

constexpr std::string_view undetermined = "und";
/// More text makes the answer no better.
constexpr std::size_t max_read_bytes = 16U << 10U;
/// Fewer letters tell too little. A byte outside ASCII counts as one, so that
/// seven Chinese characters are enough.
constexpr std::size_t min_letters = 20;
/// How much of the text must be in the language, for a text of several.
constexpr int min_percent = 60;

std::string_view beginning(std::string_view text) {
  if (text.size() <= max_read_bytes) return text;
  std::size_t end = max_read_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end);
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         static_cast<unsigned char>(byte) >= 0x80;
}

/// CLD2's code as a primary subtag. It has old codes, scripts (`zh-Hant`), and
/// inventions of its own (`xx-Qaai`, `zzp`, `un`).
std::string_view primary_subtag(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> renamed = {{
      {"iw", "he"},
      {"in", "id"},
      {"ji", "yi"},
      {"jw", "jv"},
      {"mo", "ro"},
      {"un", undetermined},
      {"xx", undetermined},
      {"xxx", undetermined},
      {"zzp", undetermined},
  }};
  const std::string_view primary = code.substr(0, code.find('-'));
  const auto row = std::find_if(renamed.begin(), renamed.end(),
                                [&](const auto& pair) { return pair.first == primary; });
  return row == renamed.end() ? primary : row->second;
}

/// ICU takes any two to eight letters for a language. No registered one has
/// more than three: `English` is a name, not a tag.
bool has_language_subtag(std::string_view tag) {
  const std::size_t length = std::min(tag.find('-'), tag.size());
  const auto is_ascii_letter = [](char byte) {
    return is_letter(byte) && static_cast<unsigned char>(byte) < 0x80;
  };
  return (length == 2 || length == 3) &&
         std::all_of(tag.begin(), tag.begin() + static_cast<std::ptrdiff_t>(length),
                     is_ascii_letter);
}

}  // namespace

std::string detect_language(std::string_view text) {
  const std::string_view read = beginning(text);
  const auto letters = std::count_if(read.begin(), read.end(), is_letter);
  if (static_cast<std::size_t>(letters) < min_letters) return std::string(undetermined);

  const CLD2::CLDHints no_hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                   CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> languages{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool is_reliable = false;
  CLD2::ExtDetectLanguageSummary(read.data(), static_cast<int>(read.size()), true, &no_hints, 0,
                                 languages.data(), percents.data(), scores.data(), nullptr,
                                 &text_bytes, &is_reliable);
  if (!is_reliable || percents[0] < min_percent) return std::string(undetermined);
  return std::string(primary_subtag(CLD2::LanguageCode(languages[0])));
}

std::optional<std::string> language_tag(std::string_view text) {
  // Long tags are no languages, and ICU takes time for them.
  constexpr std::size_t max_tag_bytes = 64;
  if (text.size() > max_tag_bytes || !has_language_subtag(text)) return std::nullopt;
  const std::string tag(text);
  std::array<char, ULOC_FULLNAME_CAPACITY> locale{};
  std::array<char, ULOC_FULLNAME_CAPACITY> canonical{};
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t parsed = 0;
  uloc_forLanguageTag(tag.c_str(), locale.data(), static_cast<std::int32_t>(locale.size() - 1),
                      &parsed, &error);
  if (U_FAILURE(error) || static_cast<std::size_t>(parsed) != tag.size()) return std::nullopt;
  uloc_toLanguageTag(locale.data(), canonical.data(),
                     static_cast<std::int32_t>(canonical.size() - 1), true, &error);
  if (U_FAILURE(error)) return std::nullopt;
  return std::string(canonical.data());
}

}  // namespace demarche
