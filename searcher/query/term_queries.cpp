// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/term_queries.hpp"

#include <fmt/format.h>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "searcher/query/compiler.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;
using Xapian::Query;

/// A word has few hyphenated spellings; more are the noise of broken lines.
constexpr std::size_t max_compounds = 16;

std::string word_term(const std::string& field, const std::string& word) {
  if (field.empty()) return word;
  return field == "title" ? std::string(prefix::title) + word : field_word_term(field, word);
}

}  // namespace

std::string term_of(const std::string& field, const PatternElement& element) {
  switch (element.kind) {
    case Kind::acronym:
      return std::string(prefix::acronym) + element.text;
    case Kind::tag:
      return std::string(prefix::tag) + element.text;
    case Kind::compound:
      return std::string(field == "title" ? prefix::title : prefix::compound) + element.text;
    case Kind::word:
    case Kind::prefix:
      break;
  }
  return word_term(field, element.text);
}

Query TermQueries::prefix(const std::string& field, const std::string& beginning,
                          bool in_phrase) const {
  const std::string start = word_term(field, beginning);
  if (!in_phrase) {
    Query words(Query::OP_WILDCARD, start, 0, Query::WILDCARD_LIMIT_ERROR, Query::OP_SYNONYM);
    if (!field.empty()) return words;
    // `ceasef*` finds `cease-fire`, too.
    return {Query::OP_SYNONYM, words,
            Query(Query::OP_WILDCARD, std::string(prefix::compound) + beginning, 0,
                  Query::WILDCARD_LIMIT_ERROR, Query::OP_SYNONYM)};
  }
  std::vector<Query> words;
  for (auto term = database_.allterms_begin(start); term != database_.allterms_end(start); ++term) {
    if (++phrase_expansion_ > max_phrase_expansion)
      throw UsageError(
          fmt::format("the wildcards in phrases, up to {}*, stand for more than {} words",
                      beginning, max_phrase_expansion),
          "write more letters before the *");
    words.emplace_back(*term);
  }
  return {Query::OP_OR, words.begin(), words.end()};
}

Query TermQueries::element(const std::string& field, const PatternElement& element,
                           bool in_phrase) const {
  if (element.kind == Kind::prefix) return prefix(field, element.text, in_phrase);
  const Query query(term_of(field, element));
  if (element.languages.empty()) return query;
  std::vector<Query> languages;
  for (const std::string& language : element.languages)
    languages.emplace_back(field_value_term("language", language));
  return {Query::OP_FILTER, query, Query(Query::OP_OR, languages.begin(), languages.end())};
}

Query TermQueries::leaf(const QueryLeaf& leaf) const {
  std::vector<Query> words;
  std::vector<Query> phrases;
  for (const Pattern& pattern : leaf.patterns) {
    if (pattern.size() == 1) {
      words.push_back(element(leaf.field, pattern.front(), false));
      continue;
    }
    std::vector<Query> elements;
    for (const PatternElement& part : pattern) elements.push_back(element(leaf.field, part, true));
    phrases.emplace_back(Query::OP_PHRASE, elements.begin(), elements.end(),
                         static_cast<Xapian::termcount>(elements.size()));
  }
  // Forms of one word rank as that word; a spelling in several words as the better one.
  if (words.size() == 1) phrases.insert(phrases.begin(), words.front());
  if (words.size() > 1)
    phrases.insert(phrases.begin(), Query(Query::OP_SYNONYM, words.begin(), words.end()));
  return {Query::OP_MAX, phrases.begin(), phrases.end()};
}

std::size_t TermQueries::count_words(const std::string& field, const std::string& beginning) const {
  const std::string start = word_term(field, beginning);
  std::size_t count = 0;
  for (auto term = database_.allterms_begin(start); term != database_.allterms_end(start); ++term)
    ++count;
  return count;
}

std::vector<std::string> TermQueries::compounds(const std::string& joined, bool only_broken) const {
  std::vector<std::string> found;
  for (const char mark : {'|', ':'}) {
    if (only_broken && mark == ':') break;
    const std::string start = std::string(prefix::compound) + joined + mark;
    for (auto term = database_.allterms_begin(start);
         term != database_.allterms_end(start) && found.size() < max_compounds; ++term)
      found.push_back((*term).substr(prefix::compound.size()));
  }
  return found;
}

bool TermQueries::is_mostly_capitals(const std::string& word) const {
  const auto capitals = database_.get_termfreq(std::string(prefix::acronym) + word);
  return capitals * 2 > database_.get_termfreq(word);
}

}  // namespace demarche
