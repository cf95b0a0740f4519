// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/matcher.hpp"

#include <algorithm>
#include <utility>

#include "common/text/analyzer.hpp"

namespace demarche {

using Kind = PatternElement::Kind;

namespace {

/// Bounds the memory of a matcher; past it, it learns anew.
constexpr std::size_t max_known_words = 200'000;

void make_key(std::string& key, Kind kind, std::string_view text) {
  key.assign(1, static_cast<char>('a' + static_cast<int>(kind)));
  key += text;
}

}  // namespace

Matcher::Matcher(const std::vector<QueryLeaf>& leaves, std::string_view field) {
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    if (leaves[leaf].excluded || (!leaves[leaf].field.empty() && leaves[leaf].field != field))
      continue;
    for (const Pattern& pattern : leaves[leaf].patterns) {
      LeafPattern numbered{leaf, {}};
      for (const PatternElement& element : pattern)
        numbered.elements.push_back(element_number(element));
      patterns_.push_back(std::move(numbered));
    }
  }
}

std::size_t Matcher::element_number(const PatternElement& element) {
  make_key(key_, element.kind, element.text);
  for (const std::string& language : element.languages) key_ += '\n' + language;
  const auto [found, added] = elements_.emplace(key_, occurrences_.size());
  if (!added) return found->second;
  if (element.kind == Kind::prefix) prefixes_.emplace_back(element.text, occurrences_.size());
  if (element.kind == Kind::stem)
    stems_[element.text].push_back({found->second, element.languages});
  occurrences_.emplace_back();
  return found->second;
}

Stemmer& Matcher::stemmer(std::string_view language) {
  auto found = stemmers_.find(language);
  if (found == stemmers_.end()) found = stemmers_.emplace(language, Stemmer(language)).first;
  return found->second;
}

void Matcher::add_element(Kind kind, std::string_view text, std::vector<std::size_t>& out) {
  make_key(key_, kind, text);
  const auto found = elements_.find(key_);
  if (found != elements_.end()) out.push_back(found->second);
}

void Matcher::add_stem(const std::string& stem, std::vector<std::size_t>& out) const {
  const auto known = stems_.find(stem);
  if (known == stems_.end()) return;
  for (const auto& [element, languages] : known->second) {
    const bool applies = languages.empty() || std::find(languages.begin(), languages.end(),
                                                        language_) != languages.end();
    if (applies) out.push_back(element);
  }
}

void Matcher::add_prefixes(std::string_view word, std::vector<std::size_t>& out) const {
  for (const auto& [beginning, element] : prefixes_) {
    if (word.starts_with(beginning)) out.push_back(element);
  }
}

std::vector<std::size_t> Matcher::elements_of(const Token& token, Stemmer& stemmer) {
  std::vector<std::size_t> found;
  const auto add_stems = [&](std::string_view term, std::string_view accented) {
    if (stems_.empty()) return;
    for (const std::string& stem : stemmer.stems(term, accented)) add_stem(stem, found);
  };
  switch (token.kind) {
    case TokenKind::word:
      add_element(Kind::word, token.term, found);
      add_prefixes(token.term, found);
      add_stems(token.term, token.accented);
      break;
    case TokenKind::acronym:
      add_element(Kind::acronym, token.term, found);
      break;
    case TokenKind::tag:
      add_element(Kind::tag, token.term, found);
      break;
    case TokenKind::compound:
      add_element(Kind::compound, token.term, found);
      add_prefixes(joined_word(token.term), found);
      add_stems(joined_word(token.term), {});
      break;
    case TokenKind::break_:
      break;
  }
  return found;
}

void Matcher::note(const Token& token, Stemmer& stemmer) {
  word_.assign(1, static_cast<char>(token.kind));
  word_ += token.term;
  if (!token.accented.empty()) (word_ += '\n') += token.accented;
  auto known = known_.find(word_);
  if (known == known_.end()) known = known_.emplace(word_, elements_of(token, stemmer)).first;
  for (const std::size_t element : known->second)
    occurrences_[element].push_back({token.position, token.begin, token.end});
}

void Matcher::find(const LeafPattern& pattern, std::vector<Match>& matches) const {
  for (const Occurrence& first : occurrences_[pattern.elements.front()]) {
    std::size_t end = first.end;
    bool complete = true;
    for (std::size_t i = 1; complete && i < pattern.elements.size(); ++i) {
      const auto& candidates = occurrences_[pattern.elements[i]];
      const auto wanted = static_cast<std::uint32_t>(first.position + i);
      const auto next = std::lower_bound(candidates.begin(), candidates.end(), wanted,
                                         [](const Occurrence& occurrence, std::uint32_t position) {
                                           return occurrence.position < position;
                                         });
      complete = next != candidates.end() && next->position == wanted;
      if (complete) end = std::max(end, next->end);
    }
    if (complete) matches.push_back({first.begin, end, pattern.leaf});
  }
}

MatchedText Matcher::read(std::string_view text, std::string_view language) {
  MatchedText read;
  for (auto& occurrences : occurrences_) occurrences.clear();
  language = language.substr(0, language.find('-'));
  Stemmer& stems = stemmer(language);
  if (language != language_ || known_.size() > max_known_words) known_.clear();
  language_ = language;
  analyze(text, 1, [&](const Token& token) {
    if (token.kind == TokenKind::word) read.words.emplace_back(token.begin, token.end);
    if (token.kind == TokenKind::break_) read.breaks.emplace_back(token.begin, token.end);
    if (token.kind == TokenKind::compound) read.compounds.emplace_back(token.begin, token.end);
    note(token, stems);
  });
  // A compound comes after its last part, but stands at its first.
  for (auto& occurrences : occurrences_)
    std::stable_sort(
        occurrences.begin(), occurrences.end(),
        [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
  for (const LeafPattern& pattern : patterns_) find(pattern, read.matches);
  std::sort(read.matches.begin(), read.matches.end(), [](const Match& a, const Match& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return read;
}

}  // namespace demarche
