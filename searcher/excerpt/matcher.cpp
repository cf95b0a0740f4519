// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/matcher.hpp"

#include <algorithm>

#include "common/text/analyzer.hpp"

namespace demarche {

using Kind = PatternElement::Kind;

namespace {

TokenKind token_kind(Kind kind) {
  switch (kind) {
    case Kind::acronym:
      return TokenKind::acronym;
    case Kind::tag:
      return TokenKind::tag;
    case Kind::compound:
    case Kind::compound_prefix:
      return TokenKind::compound;
    case Kind::citation:
      return TokenKind::citation;
    case Kind::word:
    case Kind::prefix:
      break;
  }
  return TokenKind::word;
}

std::uint64_t length_bit(std::string_view word) {
  return std::uint64_t{1} << std::min<std::size_t>(word.size(), 63);
}

std::uint32_t reach_of(const Proximity& proximity) {
  std::uint32_t reach = proximity.distance;
  for (const auto& patterns : proximity.operands) {
    std::uint32_t longest = 0;
    for (const Pattern& pattern : patterns) longest = std::max(longest, max_words(pattern));
    reach += longest;
  }
  return reach;
}

}  // namespace

Matcher::Matcher(const std::vector<QueryLeaf>& leaves, std::string_view field) {
  for (std::size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    if (leaves[leaf].excluded || (!leaves[leaf].field.empty() && leaves[leaf].field != field))
      continue;
    for (const Pattern& pattern : leaves[leaf].patterns)
      patterns_.push_back(numbered(leaf, pattern, 0));
    const auto& proximity = leaves[leaf].proximity;
    if (!proximity) continue;
    NearLeaf near{{proximity->operands.size(), proximity->distance, proximity->in_order}, {}};
    for (std::size_t operand = 0; operand < proximity->operands.size(); ++operand) {
      for (const Pattern& pattern : proximity->operands[operand])
        near.patterns.push_back(numbered(leaf, pattern, operand));
    }
    reach_ = std::max(reach_, reach_of(*proximity));
    near_.push_back(std::move(near));
  }
}

Matcher::LeafPattern Matcher::numbered(std::size_t leaf, const Pattern& pattern,
                                       std::size_t operand) {
  LeafPattern numbered{leaf, {}, operand};
  for (const PatternElement& element : pattern)
    numbered.elements.push_back(element_number(element));
  return numbered;
}

std::size_t Matcher::element_number(const PatternElement& pattern) {
  const bool is_prefix = pattern.kind == Kind::prefix || pattern.kind == Kind::compound_prefix;
  auto& same_text = tables_[static_cast<std::size_t>(token_kind(pattern.kind))];
  std::vector<std::size_t>& numbers = is_prefix ? prefixes_ : same_text[pattern.text];
  for (const std::size_t number : numbers) {
    if (elements_[number].pattern == pattern) return number;
  }
  numbers.push_back(elements_.size());
  if (pattern.kind == Kind::word && !pattern.text.empty())
    possible_words_[static_cast<unsigned char>(pattern.text.front())] |= length_bit(pattern.text);
  elements_.push_back({pattern, true, {}});
  return elements_.size() - 1;
}

void Matcher::note_element(std::size_t number, const Token& token) {
  Element& element = elements_[number];
  const std::uint32_t words = token.kind == TokenKind::compound ? compound_words(token.term) : 1;
  if (element.applies)
    element.occurrences.push_back({token.position, words, token.begin, token.end});
}

void Matcher::note_in(const Table& table, const Token& token) {
  if (table.empty()) return;
  const auto found = table.find(token.term);
  if (found == table.end()) return;
  for (const std::size_t number : found->second) note_element(number, token);
}

void Matcher::note_prefixes(Kind kind, std::string_view word, const Token& token) {
  for (const std::size_t number : prefixes_) {
    const PatternElement& wanted = elements_[number].pattern;
    if (wanted.kind == kind && word.starts_with(wanted.text)) note_element(number, token);
  }
}

void Matcher::note(const Token& token) {
  switch (token.kind) {
    case TokenKind::word:
      if ((possible_words_[static_cast<unsigned char>(token.term.front())] &
           length_bit(token.term)) != 0)
        note_in(tables_[static_cast<std::size_t>(TokenKind::word)], token);
      if (!prefixes_.empty()) note_prefixes(Kind::prefix, token.term, token);
      break;
    case TokenKind::compound:
      note_in(tables_[static_cast<std::size_t>(TokenKind::compound)], token);
      note_prefixes(Kind::compound_prefix, joined_word(token.term), token);
      break;
    case TokenKind::acronym:
    case TokenKind::tag:
    case TokenKind::citation:
      note_in(tables_[static_cast<std::size_t>(token.kind)], token);
      break;
    case TokenKind::break_:
      break;
  }
}

void Matcher::find(const LeafPattern& pattern, std::vector<Match>& matches) const {
  for (const Occurrence& first : elements_[pattern.elements.front()].occurrences) {
    std::size_t end = first.end;
    bool complete = true;
    for (std::size_t i = 1; complete && i < pattern.elements.size(); ++i) {
      const auto& candidates = elements_[pattern.elements[i]].occurrences;
      const auto wanted = static_cast<std::uint32_t>(first.position + i);
      const auto next = std::lower_bound(candidates.begin(), candidates.end(), wanted,
                                         [](const Occurrence& occurrence, std::uint32_t position) {
                                           return occurrence.position < position;
                                         });
      complete = next != candidates.end() && next->position == wanted;
      if (complete) end = std::max(end, next->end);
    }
    const auto elements = static_cast<std::uint32_t>(pattern.elements.size());
    // In a longer pattern the parts of a compound are elements of their own.
    if (complete)
      matches.push_back(
          {first.begin, end, pattern.leaf, first.position, elements == 1 ? first.words : elements});
  }
}

void Matcher::find(const NearLeaf& near, std::vector<Match>& matches) const {
  std::vector<Match> found;
  std::vector<OperandPlace> places;
  for (const LeafPattern& pattern : near.patterns) {
    find(pattern, found);
    for (std::size_t i = places.size(); i < found.size(); ++i)
      places.push_back({found[i].position, found[i].position + found[i].words, pattern.operand});
  }
  const std::vector<bool> matching = places_of_matches(places, near.rule);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (matching[i]) matches.push_back(found[i]);
  }
}

void Matcher::begin(std::string_view language) {
  language = language.substr(0, language.find('-'));
  for (Element& element : elements_) {
    const auto& languages = element.pattern.languages;
    element.applies = languages.empty() ||
                      std::find(languages.begin(), languages.end(), language) != languages.end();
    element.occurrences.clear();
  }
}

std::vector<Match> Matcher::find_all() {
  // A compound comes after its last part, but stands at its first.
  const auto by_position = [](const Occurrence& a, const Occurrence& b) {
    return a.position < b.position;
  };
  for (Element& element : elements_) {
    auto& found = element.occurrences;
    if (!std::is_sorted(found.begin(), found.end(), by_position))
      std::sort(found.begin(), found.end(), by_position);
  }
  std::vector<Match> matches;
  for (const LeafPattern& pattern : patterns_) find(pattern, matches);
  for (const NearLeaf& near : near_) find(near, matches);
  return matches;
}

MatchedText Matcher::read(std::string_view text, std::uint32_t first, std::string_view language) {
  begin(language);
  MatchedText read;
  read.end = analyze(text, first, [&](const Token& token) {
    if (token.kind == TokenKind::word) read.words.emplace_back(token.begin, token.end);
    if (token.kind == TokenKind::break_) read.breaks.emplace_back(token.begin, token.end);
    if (token.kind == TokenKind::compound) read.compounds.emplace_back(token.begin, token.end);
    note(token);
  });
  read.matches = find_all();
  std::sort(read.matches.begin(), read.matches.end(), [](const Match& a, const Match& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  return read;
}

std::vector<Match> Matcher::locate(const PositionLookup& positions, std::uint32_t first,
                                   std::string_view language) {
  begin(language);
  for (Element& element : elements_) {
    if (!element.applies) continue;
    for (const WordPlace& place : positions(element.pattern)) {
      if (place.position >= first)
        element.occurrences.push_back({place.position, place.words, 0, 0});
    }
  }
  std::vector<Match> matches = find_all();
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.position < b.position; });
  return matches;
}

}  // namespace demarche
