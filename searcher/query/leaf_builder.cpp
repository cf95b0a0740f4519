// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/leaf_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "common/text/compounds.hpp"
#include "common/text/token.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

/// Takes possessives and elisions off words that are looked for by stem.
void drop_clitics(std::vector<QueryWord>& words) {
  const auto is_clitic = [](const QueryWord& word) { return word.clitic; };
  if (std::all_of(words.begin(), words.end(), is_clitic)) return;
  for (std::size_t i = words.size(); i-- > 0;) {
    if (!words[i].clitic) continue;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    for (QueryWord& word : words) word.compound_end -= word.compound_end > i ? 1 : 0;
  }
}

/// Whether words in one piece are tied by hyphens (`UN-led`), and are not the
/// parts of a symbol (`A/RES/75/1`), whose letter case says nothing.
bool is_chain(const std::vector<QueryWord>& words) {
  return words.front().compound_end == words.size();
}

std::string stems_text(const QueryWord& word, const std::vector<Pattern>& patterns) {
  std::vector<std::string> stems;
  for (const Pattern& pattern : patterns) {
    const PatternElement& element = pattern.front();
    if (element.kind != Kind::stem) continue;
    stems.push_back(element.languages.empty()
                        ? element.text
                        : fmt::format("{} in {}", element.text, fmt::join(element.languages, "/")));
  }
  return stems.empty() ? word.term : fmt::format("{} (stem {})", word.term, fmt::join(stems, ", "));
}

}  // namespace

std::string pattern_text(const Pattern& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const PatternElement& element = pattern[i];
    if (i > 0) out += ' ';
    if (element.kind != Kind::compound) {
      out += element.text;
      continue;
    }
    const std::string parts = element.text.substr(joined_word(element.text).size() + 1);
    out += parts;
    // The parts that follow belong to it.
    i += static_cast<std::size_t>(std::count(parts.begin(), parts.end(), '-'));
  }
  return out;
}

LeafBuilder::LeafBuilder(const std::set<std::string, std::less<>>& languages, bool exact,
                         const TermQueries& terms)
    : exact_(exact), terms_(terms) {
  for (const std::string& language : languages) stemmers_.emplace_back(language, Stemmer(language));
}

BuiltLeaf LeafBuilder::piece(std::vector<QueryWord> words, bool exact, const std::string& field) {
  exact = exact || exact_;
  if (!exact) drop_clitics(words);
  if (words.size() == 1) return single(words.front(), exact, field);
  BuiltLeaf built{{field, {}, false}, {}, false};
  built.leaf.patterns = phrase_patterns(words, rules(is_chain(words), field, exact), built.cut);
  built.understood = fmt::format("\"{}\"", pattern_text(built.leaf.patterns.front()));
  if (!exact && is_chain(words) && !words.back().prefix) {
    QueryWord joined;
    for (const QueryWord& word : words) joined.term += word.term;
    for (Pattern& pattern : stem_patterns(joined, field))
      built.leaf.patterns.push_back(std::move(pattern));
  }
  return built;
}

BuiltLeaf LeafBuilder::phrase(const std::vector<QueryWord>& words, const std::string& field) {
  BuiltLeaf built{{field, {}, false}, {}, false};
  built.leaf.patterns = phrase_patterns(words, rules(true, field, exact_), built.cut);
  built.understood = fmt::format("\"{}\"", pattern_text(built.leaf.patterns.front()));
  return built;
}

BuiltLeaf LeafBuilder::single(const QueryWord& word, bool exact, const std::string& field) {
  const auto only = [&field](Kind kind, const std::string& text, std::string understood) {
    return BuiltLeaf{{field, {{{kind, text}}}, false}, std::move(understood), false};
  };
  if (word.prefix)
    return only(Kind::prefix, word.term,
                fmt::format("{}* ({} words)", word.term, terms_.count_words(field, word.term)));
  if (!word.tag.empty() && field.empty()) return only(Kind::tag, word.tag, word.tag);
  if (word.capitals && (acronyms_ || exact) && field.empty())
    return only(Kind::acronym, word.term, fmt::format("{} (in capitals)", word.term));
  if (!exact) return stemmed(word, field);
  BuiltLeaf built = only(Kind::word, word.term, fmt::format("{} (this form alone)", word.term));
  // A word that a line's end parts is still that form.
  built.leaf.patterns = phrase_patterns({word}, rules(false, field, true), built.cut);
  return built;
}

BuiltLeaf LeafBuilder::stemmed(const QueryWord& word, const std::string& field) {
  BuiltLeaf built{{field, stem_patterns(word, field), false}, {}, false};
  built.understood = stems_text(word, built.leaf.patterns);
  const auto parts = open_parts(word.term);
  if (parts && field.empty())
    built.leaf.patterns.push_back(
        {{Kind::word, std::string(parts->first)}, {Kind::word, std::string(parts->second)}});
  return built;
}

/// A word by its stem in every language of the index, each for the statements
/// of that language, and as it stands where one of them has no stemmer.
std::vector<Pattern> LeafBuilder::stem_patterns(const QueryWord& word, const std::string& field) {
  const bool has_stems = field.empty() || field == "title";
  bool as_it_stands = stemmers_.empty() || !has_stems;
  std::map<std::string, std::vector<std::string>> languages_of;  // by stem
  std::size_t stemmed = 0;
  for (auto& [language, stemmer] : stemmers_) {
    const auto& stems = stemmer.stems(word.term, word.accented);
    as_it_stands = as_it_stands || stems.empty();
    stemmed += stems.empty() ? 0 : 1;
    for (const std::string& stem : stems) languages_of[stem].push_back(language);
  }
  std::vector<Pattern> patterns;
  for (auto& [stem, languages] : languages_of) {
    if (!has_stems) break;
    // Statements of a language without a stemmer have no stems to mistake.
    if (languages.size() == stemmed) languages.clear();
    patterns.push_back({{Kind::stem, stem, std::move(languages)}});
  }
  if (as_it_stands) patterns.push_back({{Kind::word, word.term}});
  return patterns;
}

std::optional<QueryWord> LeafBuilder::plain_word(const QueryNode& node) const {
  if (exact_ || node.kind != NodeKind::word || node.exact || node.prefix) return std::nullopt;
  std::vector<QueryWord> words = query_words(node.text, false);
  if (words.size() != 1 || (acronyms_ && words.front().capitals) || !words.front().tag.empty())
    return std::nullopt;
  return std::move(words.front());
}

/// Fields other than the text hold neither acronyms nor compounds.
SpellingRules LeafBuilder::rules(bool acronyms, const std::string& field, bool exact) const {
  if (!field.empty())
    return {false, !exact, [](const std::string&) { return std::vector<std::string>{}; }};
  return {acronyms && acronyms_, !exact,
          [this, exact](const std::string& word) { return terms_.compounds(word, exact); }};
}

}  // namespace demarche
