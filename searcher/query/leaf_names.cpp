// SPDX-License-Identifier: GPL-2.0-or-later
// What LeafBuilder makes of names.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/text/fold.hpp"
#include "searcher/query/leaf_builder.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

/// The words as NameTable knows them.
std::string key_of(const std::vector<QueryWord>& words) {
  std::string key;
  for (const QueryWord& word : words) key += (key.empty() ? "" : " ") + word.term;
  return key;
}

bool is_in_capitals(const std::vector<QueryWord>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const QueryWord& word) { return word.capitals; });
}

}  // namespace

std::vector<NameSpan> LeafBuilder::names_of(const std::vector<QueryNode>& operands) const {
  if (names_ == nullptr || exact_) return {};
  return find_names(operands, *names_, acronyms_);
}

std::vector<NameSpan> LeafBuilder::names_in(const std::vector<QueryWord>& words, bool exact) const {
  if (names_ == nullptr || exact) return {};
  return find_names(words, *names_, acronyms_);
}

BuiltLeaf LeafBuilder::name(const FoundName& name, const std::vector<QueryWord>& words,
                            const std::string& field) {
  BuiltLeaf built{{field, {}, false}, {}, {}, false};
  built.leaf.patterns = phrase_patterns(words, rules(true, field, false), built.cut);
  add_names(name, words, built);
  built.understood = fmt::format("\"{}\"{}", key_of(words), other_names(built.spellings.size()));
  return built;
}

std::string LeafBuilder::other_names(std::size_t count) {
  if (count == 0) return {};
  return count == 1 ? " or another name" : fmt::format(" or {} other names", count);
}

/// Adds what finds the other names of what `typed` is a name of.
void LeafBuilder::add_names(const FoundName& name, const std::vector<QueryWord>& typed,
                            BuiltLeaf& out) {
  if (name.names.empty()) out.ambiguous.push_back({key_of(typed), name.meanings});
  for (const std::string_view other : without_longer(name.names)) {
    std::vector<Pattern>& patterns = out.leaf.patterns;
    const std::size_t before = patterns.size();
    for (Pattern& pattern : name_patterns(other, out.leaf.field, out.cut))
      add_pattern(patterns, std::move(pattern));
    if (patterns.size() > before) out.spellings.emplace_back(other);
  }
}

/// Lets the names of a phrase be spelt as the other names of what they name.
void LeafBuilder::add_spellings(std::vector<NameSpan> spans, const std::vector<QueryWord>& words,
                                SpellingRules& rules, BuiltLeaf& out) {
  for (NameSpan& span : spans) {
    const std::vector<QueryWord> name(words.begin() + static_cast<std::ptrdiff_t>(span.begin),
                                      words.begin() + static_cast<std::ptrdiff_t>(span.end));
    const std::string typed = key_of(name);
    // `PAKISTAN` stands for `Pakistan`, though it is found in capitals alone.
    const bool capitals = rules.acronyms && is_in_capitals(name);
    if (span.name.names.empty()) out.ambiguous.push_back({typed, std::move(span.name.meanings)});
    // English names go with an article or without one, each in its own way.
    const QueryWord* const before = span.begin > 0 ? &words[span.begin - 1] : nullptr;
    const bool article = before != nullptr && !before->prefix && before->term == "the";
    NameSpellings spellings{span.begin - (article ? 1 : 0), span.end, {}};
    const bool follows = spellings.begin > 0 && !words[span.begin].attached;
    // The names themselves come first, before a limit is met by what lines' ends part.
    std::vector<Pattern> parted;
    for (const std::string_view other : span.name.names) {
      if (value_key(other) == typed && (!capitals || is_in_capitals(query_words(other, false))))
        continue;
      std::vector<Pattern> patterns = name_patterns(other, out.leaf.field, out.cut);
      for (std::size_t i = 0; i < patterns.size(); ++i) {
        std::vector<Pattern>& to = i == 0 ? spellings.others : parted;
        to.push_back(patterns[i]);
        if (!follows) continue;  // what begins with the name is found with its article, too
        to.push_back({{Kind::word, "the"}});
        to.back().insert(to.back().end(), patterns[i].begin(), patterns[i].end());
      }
    }
    std::move(parted.begin(), parted.end(), std::back_inserter(spellings.others));
    rules.names.push_back(std::move(spellings));
  }
}

/// What finds a name of the table, whatever capitals mean in the query; nothing
/// where no statement can have it, or where a field, which has no acronyms,
/// would find another word by it. A name added has no other forms: those of
/// `Crimée` in English are those of `crime`.
std::vector<Pattern> LeafBuilder::name_patterns(std::string_view name, const std::string& field,
                                                bool& cut) {
  const std::vector<QueryWord> words = query_words(name, false);
  const QueryWord& first = words.front();
  std::vector<Pattern> patterns;
  SpellingRules spelling = rules(true, field, false);
  spelling.acronyms = field.empty();
  if (words.size() == 1 && first.capitals) {
    if (field.empty())
      patterns.push_back({{Kind::acronym, first.term}});
    else if (terms_.is_mostly_capitals(first.term))
      patterns.push_back({{Kind::word, first.term}});
  } else {
    patterns = phrase_patterns(words, spelling, cut);
  }
  std::erase_if(patterns, [&](const Pattern& pattern) { return !terms_.has_all(field, pattern); });
  return patterns;
}

}  // namespace demarche
