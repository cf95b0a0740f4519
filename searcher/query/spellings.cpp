// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/spellings.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/text/analyzer.hpp"
#include "common/text/compounds.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

/// One way on from a word: the elements, and how many words they stand for.
struct Step {
  Pattern elements;
  std::size_t words;
};

QueryWord word_of(const Token& token) {
  QueryWord word;
  word.term = token.term;
  word.accented = token.accented;
  word.clitic = token.clitic;
  word.attached = token.attached;
  return word;
}

std::string joined(const std::vector<QueryWord>& words, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (!words[i].clitic) out += words[i].term;
  }
  return out;
}

PatternElement as_typed(const QueryWord& word, bool acronyms) {
  if (word.prefix) return {Kind::prefix, word.term};
  if (!word.tag.empty()) return {Kind::tag, word.tag};
  return {acronyms && word.capitals ? Kind::acronym : Kind::word, word.term};
}

/// The way past one word in one of its hyphenated spellings:
/// "ceasefire:cease-fire" stands in place of `cease`, then comes `fire`.
Pattern compound_elements(const std::string& compound) {
  Pattern elements{{Kind::compound, compound}};
  std::size_t at = compound.find('-', joined_word(compound).size());
  while (at != std::string::npos) {
    const std::size_t next = compound.find('-', at + 1);
    elements.push_back({Kind::word, compound.substr(at + 1, next - at - 1)});
    at = next;
  }
  return elements;
}

/// Two words, or the parts of a word with a hyphen, written as one.
std::optional<Step> joined_step(const std::vector<QueryWord>& words, std::size_t at) {
  const QueryWord& word = words[at];
  if (word.compound_end > at + 1)
    return Step{{{Kind::word, joined(words, at, word.compound_end)}}, word.compound_end - at};
  if (at + 1 == words.size()) return std::nullopt;
  const QueryWord& next = words[at + 1];
  if (next.prefix || next.attached || !is_open_compound(word.term, next.term)) return std::nullopt;
  return Step{{{Kind::word, word.term + next.term}}, 2};
}

std::vector<Step> steps_from(const std::vector<QueryWord>& words, std::size_t at,
                             const SpellingRules& rules) {
  const QueryWord& word = words[at];
  std::vector<Step> steps{{{as_typed(word, rules.acronyms)}, 1}};
  for (const NameSpellings& name : rules.names) {
    if (name.begin != at) continue;
    for (const Pattern& other : name.others) steps.push_back({other, name.end - name.begin});
  }
  if (steps.front().elements.front().kind != Kind::word) return steps;
  for (const std::string& compound : rules.compounds(word.term))
    steps.push_back({compound_elements(compound), 1});
  if (!rules.other_forms) return steps;
  if (auto step = joined_step(words, at)) steps.push_back(std::move(*step));
  if (const auto parts = open_parts(word.term))
    steps.push_back(
        {{{Kind::word, std::string(parts->first)}, {Kind::word, std::string(parts->second)}}, 1});
  return steps;
}

}  // namespace

std::vector<QueryWord> query_words(std::string_view text, bool wildcards) {
  std::vector<QueryWord> words;
  std::vector<std::size_t> begins;
  const auto word_at = [&begins](std::size_t byte) {
    const auto found = std::lower_bound(begins.begin(), begins.end(), byte);
    return static_cast<std::size_t>(found - begins.begin());
  };
  analyze(text, 1, [&](const Token& token) {
    switch (token.kind) {
      case TokenKind::word:
        words.push_back(word_of(token));
        words.back().prefix = wildcards && token.end < text.size() && text[token.end] == '*';
        begins.push_back(token.begin);
        break;
      case TokenKind::acronym:
        words.back().capitals = true;
        break;
      case TokenKind::tag:
        words.back().tag = token.term;
        break;
      case TokenKind::compound:
        words[word_at(token.begin)].compound_end = word_at(token.end);
        break;
      case TokenKind::citation:
      case TokenKind::break_:
        break;
    }
  });
  return words;
}

std::vector<std::vector<QueryWord>> pieces_of(std::vector<QueryWord> words) {
  std::vector<std::vector<QueryWord>> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i == 0 || !words[i].attached) {
      pieces.emplace_back();
      begin = i;
    }
    words[i].compound_end -= std::min(words[i].compound_end, begin);
    pieces.back().push_back(std::move(words[i]));
  }
  return pieces;
}

std::vector<Pattern> phrase_patterns(const std::vector<QueryWord>& words,
                                     const SpellingRules& rules, bool& cut) {
  // Paths through the words, each kept with how many words it has used up.
  std::vector<std::pair<Pattern, std::size_t>> paths{{{}, 0}};
  const std::size_t most = std::clamp(max_spelling_words / std::max<std::size_t>(words.size(), 1),
                                      std::size_t{1}, max_spellings);
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::vector<Step> steps = steps_from(words, at, rules);
    std::vector<std::pair<Pattern, std::size_t>> next;
    for (auto& [path, used] : paths) {
      if (used > at) {
        next.emplace_back(std::move(path), used);
        continue;
      }
      for (const Step& step : steps) {
        // The way as typed is never cut.
        if (next.size() >= most && &step != &steps.front()) {
          cut = true;
          continue;
        }
        Pattern longer = path;
        longer.insert(longer.end(), step.elements.begin(), step.elements.end());
        next.emplace_back(std::move(longer), at + step.words);
      }
    }
    if (next.size() > most) {
      cut = true;
      next.resize(most);
    }
    paths = std::move(next);
  }
  std::vector<Pattern> patterns;
  for (auto& [path, used] : paths) patterns.push_back(std::move(path));
  return patterns;
}

}  // namespace demarche
