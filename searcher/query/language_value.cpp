// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/language_value.hpp"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "common/text/fold.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

/// Of the languages that have names; longer ones are reserved.
constexpr std::size_t min_tag_letters = 2, max_tag_letters = 3;

bool is_called(const icu::Locale& language, const icu::Locale& in, const std::string& key) {
  icu::UnicodeString name;
  std::string bytes;
  return value_key(language.getDisplayLanguage(in, name).toUTF8String(bytes)) == key;
}

/// The tag of the language that is called so in English, French or by itself.
std::string tag_of(const std::string& key) {
  for (const char* const* tag = icu::Locale::getISOLanguages(); *tag != nullptr; ++tag) {
    const icu::Locale language(*tag);
    if (is_called(language, icu::Locale::getEnglish(), key) ||
        is_called(language, icu::Locale::getFrench(), key) || is_called(language, language, key))
      return *tag;
  }
  return {};
}

}  // namespace

std::string language_value(const QueryNode& filter) {
  const std::string key = value_key(filter.text);
  std::string first = key.substr(0, key.find(' '));
  const bool is_letters =
      std::all_of(first.begin(), first.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const std::size_t least = filter.prefix ? 1 : min_tag_letters;
  if (is_letters && first.size() >= least && first.size() <= max_tag_letters) return first;
  const std::string tag = tag_of(key);
  throw QueryError(
      fmt::format("“{}” is no tag of a language", filter.text), filter.span,
      tag.empty() ? "tags are such as en, fr or zh" : fmt::format("did you mean lang:{}?", tag));
}

}  // namespace demarche
