// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/stemmer.hpp"

#include <xapian.h>

#include <unordered_map>

#include "common/text/character.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

/// Bounds the cache's memory; past it the cache begins anew.
constexpr std::size_t max_cached_words = 200'000;

std::string primary_subtag(std::string_view language) {
  return std::string(language.substr(0, language.find('-')));
}

/// Words that begin with a letter have stems (Xapian's convention).
bool has_stem(std::string_view term) {
  return !term.empty() && !is_digit(character_at(term, 0).code) && term[0] != '_';
}

}  // namespace

struct Stemmer::State {
  Xapian::Stem stem;
  bool active = false;
  std::unordered_map<std::string, std::vector<std::string>> cache;
  std::vector<std::string> none;
  FoldedWord folded;

  void add_stem(std::string_view word, std::vector<std::string>& stems) {
    fold_word(stem(std::string(word)), folded);
    if (folded.term.empty()) return;
    if (stems.empty() || stems.front() != folded.term) stems.push_back(folded.term);
  }
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>()) {
  const std::string code = primary_subtag(language);
  // Xapian's "none" and "porter" are no languages.
  if (code.size() > 3) return;
  try {
    state_->stem = Xapian::Stem(code);
    state_->active = !state_->stem.is_none();
  } catch (const Xapian::InvalidArgumentError&) {
    // No stemmer for this language: its words are found as they stand.
  }
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

const std::vector<std::string>& Stemmer::stems(std::string_view term, std::string_view accented) {
  if (!state_->active || !has_stem(term)) return state_->none;
  std::string key(term);
  if (!accented.empty()) (key += '\n') += accented;
  if (const auto found = state_->cache.find(key); found != state_->cache.end())
    return found->second;
  if (state_->cache.size() >= max_cached_words) state_->cache.clear();
  std::vector<std::string>& stems = state_->cache[key];
  state_->add_stem(term, stems);
  if (!accented.empty()) state_->add_stem(accented, stems);
  return stems;
}

bool Stemmer::supports(std::string_view language) { return Stemmer(language).state_->active; }

}  // namespace demarche
