// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/context_key.hpp"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace demarche {
namespace {

/// What stands further away decides nothing that a reader sees.
constexpr int max_words = 10;

using Span = std::pair<std::size_t, std::size_t>;

}  // namespace

struct ContextKeys::Collator {
  std::unique_ptr<icu::Collator> icu;
};

ContextKeys::ContextKeys() : collator_(std::make_unique<Collator>()) {
  UErrorCode error = U_ZERO_ERROR;
  collator_->icu.reset(icu::Collator::createInstance(icu::Locale::getRoot(), error));
  if (U_FAILURE(error) != 0) throw std::runtime_error("ICU has no collation data");
}

ContextKeys::~ContextKeys() = default;

std::string ContextKeys::left(std::string_view text, const std::vector<Span>& words,
                              std::size_t begin) const {
  auto word = std::partition_point(words.begin(), words.end(),
                                   [begin](const Span& span) { return span.second <= begin; });
  std::string nearest_first;
  for (int taken = 0; taken < max_words && word != words.begin(); ++taken) {
    --word;
    nearest_first += text.substr(word->first, word->second - word->first);
    nearest_first += ' ';
  }
  return key(nearest_first);
}

std::string ContextKeys::right(std::string_view text, const std::vector<Span>& words,
                               std::size_t end) const {
  auto word = std::partition_point(words.begin(), words.end(),
                                   [end](const Span& span) { return span.first < end; });
  std::string following;
  for (int taken = 0; taken < max_words && word != words.end(); ++taken, ++word) {
    following += text.substr(word->first, word->second - word->first);
    following += ' ';
  }
  return key(following);
}

std::string ContextKeys::key(const std::string& words) const {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(words);
  std::string key(static_cast<std::size_t>(collator_->icu->getSortKey(text, nullptr, 0)), '\0');
  collator_->icu->getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()),
                             static_cast<std::int32_t>(key.size()));
  return key;
}

}  // namespace demarche
