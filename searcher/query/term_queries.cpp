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
      return std::string(field == "title" ? prefix::title : prefix::compound) +
             compound_key(element.text);
    case Kind::word:
    case Kind::prefix:
      break;
  }
  return word_term(field, element.text);
}

namespace {

/// Alternatives, as a tree that is the same in each database of an index. What
/// a set of words weighs follows from an estimate of how many statements have
/// any of them. Xapian orders an OP_OR by how frequent its operands are in one
/// database, and rounds the estimate at each step: then statements of one
/// database would weigh more than those of another. It leaves OP_MAX as it is
/// nested, and where nothing is to be weighed, as within OP_SYNONYM, runs it as OP_OR.
Query any_of_these(const std::vector<Query>& queries, std::size_t begin, std::size_t end) {
  if (end - begin == 0) return Query::MatchNothing;
  if (end - begin == 1) return queries[begin];
  const std::size_t middle = begin + (end - begin) / 2;
  return {Query::OP_MAX, any_of_these(queries, begin, middle), any_of_these(queries, middle, end)};
}

/// Alternatives that rank as one word.
Query one_word(const std::vector<Query>& queries) {
  if (queries.size() < 2) return any_of_these(queries, 0, queries.size());
  const std::size_t middle = queries.size() / 2;
  return {Query::OP_SYNONYM, any_of_these(queries, 0, middle),
          any_of_these(queries, middle, queries.size())};
}

[[noreturn]] void throw_too_wide(const std::string& what) {
  throw UsageError(fmt::format("{} for more than {} words", what, max_expansion),
                   "write more letters before the *");
}

}  // namespace

// Not Xapian's OP_WILDCARD: it is expanded in each database by itself, to the
// words that this one has, and would weigh differently in each.
const std::vector<std::string>& TermQueries::expansion(const std::string& beginning) const {
  const auto [found, is_new] = expansions_.try_emplace(beginning);
  std::vector<std::string>& terms = found->second;
  if (!is_new) return terms;
  for (auto term = database_.allterms_begin(beginning);
       term != database_.allterms_end(beginning) && terms.size() <= max_expansion; ++term)
    terms.push_back(*term);
  return terms;
}

Query TermQueries::any_of(const std::string& beginning) const {
  const std::vector<std::string>& terms = expansion(beginning);
  if (terms.size() > max_expansion) throw_too_wide("the wildcard of a filter stands");
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query TermQueries::prefix(const std::string& field, const std::string& beginning,
                          bool in_phrase) const {
  std::vector<std::string> terms = expansion(word_term(field, beginning));
  if (!in_phrase && field.empty()) {
    // `ceasef*` finds `cease-fire`, too.
    const auto& compounds = expansion(std::string(prefix::compound) + beginning);
    terms.insert(terms.end(), compounds.begin(), compounds.end());
  }
  if (terms.size() > max_expansion) throw_too_wide(fmt::format("{}* stands", beginning));
  if (!in_phrase) return one_word({terms.begin(), terms.end()});
  phrase_expansion_ += terms.size();
  if (phrase_expansion_ > max_expansion)
    throw_too_wide(fmt::format("the wildcards in phrases, up to {}*, stand", beginning));
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Query TermQueries::element(const std::string& field, const PatternElement& element,
                           bool in_phrase) const {
  if (element.kind == Kind::prefix) return prefix(field, element.text, in_phrase);
  const Query query(term_of(field, element));
  if (element.languages.empty()) return query;
  std::vector<Query> languages;
  for (const std::string& language : element.languages)
    languages.emplace_back(field_value_term("language", language));
  return {Query::OP_FILTER, query, any_of_these(languages, 0, languages.size())};
}

Query TermQueries::leaf(const QueryLeaf& leaf) const {
  std::vector<Query> alternatives;
  for (const Pattern& pattern : leaf.patterns) {
    if (pattern.size() == 1) {
      alternatives.push_back(element(leaf.field, pattern.front(), false));
      continue;
    }
    std::vector<Query> elements;
    for (const PatternElement& part : pattern) elements.push_back(element(leaf.field, part, true));
    alternatives.emplace_back(Query::OP_PHRASE, elements.begin(), elements.end(),
                              static_cast<Xapian::termcount>(elements.size()));
  }
  // Forms and spellings of one word rank as that word. (Not by OP_MAX: where
  // all that it weighs end at once, Xapian 1.4 reads freed memory as it moves
  // on from one database to the next.)
  return one_word(alternatives);
}

std::size_t TermQueries::count_words(const std::string& field, const std::string& beginning) const {
  return expansion(word_term(field, beginning)).size();
}

std::vector<std::string> TermQueries::compounds(const std::string& joined, bool only_broken) const {
  std::vector<std::string> found;
  for (const char mark : {'|', ':'}) {
    if (only_broken && mark == ':') break;
    const std::string start = std::string(prefix::compound) + joined + mark;
    for (auto term = database_.allterms_begin(start);
         term != database_.allterms_end(start) && found.size() < max_compounds; ++term)
      found.push_back(compound_of((*term).substr(prefix::compound.size())));
  }
  return found;
}

bool TermQueries::is_mostly_capitals(const std::string& word) const {
  const auto capitals = database_.get_termfreq(std::string(prefix::acronym) + word);
  return capitals * 2 > database_.get_termfreq(word);
}

}  // namespace demarche
