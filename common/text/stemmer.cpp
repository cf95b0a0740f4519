// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/stemmer.hpp"

#include <xapian.h>

#include "common/text/character.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

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
  FoldedWord folded;
};

Stemmer::Stemmer(std::string_view language) : state_(std::make_unique<State>()) {
  const std::string code = primary_subtag(language);
  // Xapian's "none" and "porter" are no languages.
  if (code.size() > 3) return;
  try {
    state_->stem = Xapian::Stem(code);
  } catch (const Xapian::InvalidArgumentError&) {
    // No stemmer for this language: its words are found as they stand.
  }
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;

std::vector<std::string> Stemmer::stems(std::string_view term, std::string_view accented) {
  std::vector<std::string> stems;
  if (!has_stem(term)) return stems;
  const auto add = [&](std::string_view word) {
    fold_word(state_->stem(std::string(word)), state_->folded);
    const std::string& stem = state_->folded.term;
    if (!stem.empty() && (stems.empty() || stems.front() != stem)) stems.push_back(stem);
  };
  add(term);
  if (!accented.empty()) add(accented);
  return stems;
}

}  // namespace demarche
