// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/term_queries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/index/word_forms.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/query/spellings.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;
using Xapian::Query;

/// A word has few hyphenated spellings; more are the noise of broken lines, and
/// more than are ever tried, which is said then.
constexpr std::size_t max_compounds = max_spellings + 1;

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
    case Kind::citation:
      return std::string(prefix::citation) + element.text;
    case Kind::compound:
      return std::string(field == "title" ? prefix::title : prefix::compound) +
             compound_key(element.text);
    case Kind::compound_prefix:
      return std::string(field == "title" ? prefix::title : prefix::compound) + element.text;
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
  if (end - begin == 0) return {};
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
       term != database_.allterms_end(beginning) && terms.size() <= max_expansion; ++term) {
    terms.push_back(*term);
    work_.note(terms.back(), term.get_termfreq());
  }
  return terms;
}

const std::vector<std::string>& TermQueries::beginning(const std::string& start) const {
  const std::vector<std::string>& terms = expansion(start);
  if (terms.size() > max_expansion) throw_too_wide("the wildcard of a filter stands");
  return terms;
}

Query TermQueries::any_of(const std::string& start) const {
  const std::vector<std::string>& terms = beginning(start);
  return {Query::OP_OR, terms.begin(), terms.end()};
}

Xapian::doccount TermQueries::frequency(const std::string& term) const {
  return database_.get_termfreq(term);
}

std::vector<std::string> TermQueries::terms(const std::string& field, const PatternElement& element,
                                            bool in_phrase) const {
  const bool is_compound = element.kind == Kind::compound_prefix;
  if (element.kind != Kind::prefix && !is_compound) return {term_of(field, element)};
  const std::string beginning = term_of(field, element);
  std::vector<std::string> terms = expansion(beginning);
  if (terms.size() > max_expansion) throw_too_wide(fmt::format("{}* stands", element.text));
  // The terms of the title's compounds begin like those of its words.
  std::erase_if(terms, [&](const std::string& term) {
    return is_compound_form(std::string_view(term).substr(beginning.size())) != is_compound;
  });
  if (!in_phrase) return terms;
  phrase_expansion_ += terms.size();
  if (phrase_expansion_ > max_expansion)
    throw_too_wide(fmt::format("the wildcards in phrases, up to {}*, stand", element.text));
  return terms;
}

/// Alternatives, each of one term of an element.
std::vector<Query> TermQueries::alternatives(const std::vector<std::string>& terms,
                                             const PatternElement& element) const {
  std::vector<Query> queries(terms.begin(), terms.end());
  if (element.languages.empty()) return queries;
  std::vector<Query> languages;
  for (const std::string& language : element.languages)
    languages.emplace_back(field_value_term("language", language));
  for (Query& query : queries)
    query = Query(Query::OP_FILTER, query, any_of_these(languages, 0, languages.size()));
  return queries;
}

/// A pattern of several elements; `rarest`: takes the terms of the one that fewest statements have.
Query TermQueries::phrase(const std::string& field, const Pattern& pattern,
                          std::vector<std::string>& rarest) const {
  std::vector<Query> elements;
  std::vector<TermStatistics> statistics;
  std::vector<std::string> fewest;
  for (const PatternElement& part : pattern) {
    std::vector<std::string> words = terms(field, part, true);
    const std::vector<Query> queries = alternatives(words, part);
    elements.emplace_back(Query::OP_OR, queries.begin(), queries.end());
    const TermStatistics found = work_.any_of(words);
    const bool is_rarest = std::all_of(
        statistics.begin(), statistics.end(),
        [&](const TermStatistics& other) { return found.statements < other.statements; });
    if (is_rarest) fewest = std::move(words);
    statistics.push_back(found);
  }
  work_.take(statistics);
  std::move(fewest.begin(), fewest.end(), std::back_inserter(rarest));
  return {Query::OP_PHRASE, elements.begin(), elements.end(),
          static_cast<Xapian::termcount>(elements.size())};
}

Query TermQueries::any_pattern(const std::string& field,
                               const std::vector<Pattern>& patterns) const {
  std::vector<Query> words, phrases;
  std::set<std::string> known;  ///< terms of words
  std::vector<std::string> rarest;
  for (const Pattern& pattern : patterns) {
    if (pattern.size() > 1) {
      phrases.push_back(phrase(field, pattern, rarest));
      continue;
    }
    const PatternElement& only = pattern.front();
    const std::vector<std::string> all = terms(field, only, false);
    known.insert(all.begin(), all.end());
    for (Query& query : alternatives(all, only)) words.push_back(std::move(query));
  }
  // Forms and spellings of one word rank as that word. (Not by OP_MAX: where
  // all that it weighs end at once, Xapian 1.4 reads freed memory as it moves
  // on from one database to the next.)
  if (phrases.empty()) return one_word(words);
  std::vector<Query> found = words;
  std::move(phrases.begin(), phrases.end(), std::back_inserter(found));
  // Each once, or its occurrences would count twice.
  for (std::string& term : rarest) {
    if (known.insert(term).second) words.emplace_back(std::move(term));
  }
  return {Query::OP_FILTER, one_word(words), any_of_these(found, 0, found.size())};
}

bool TermQueries::has(const std::string& term) const {
  const auto [found, is_new] = has_.try_emplace(term);
  if (is_new) found->second = database_.term_exists(term);
  return found->second;
}

bool TermQueries::has_all(const std::string& field, const Pattern& pattern) const {
  return std::all_of(pattern.begin(), pattern.end(),
                     [&](const PatternElement& element) { return has(term_of(field, element)); });
}

std::size_t TermQueries::count_words(const std::string& field, const std::string& beginning) const {
  const std::string start = word_term(field, beginning);
  const std::vector<std::string>& terms = expansion(start);
  return static_cast<std::size_t>(
      std::count_if(terms.begin(), terms.end(), [&](const std::string& term) {
        return !is_compound_form(std::string_view(term).substr(start.size()));
      }));
}

const std::vector<std::string>& TermQueries::compounds(const std::string& joined,
                                                       bool only_broken) const {
  const auto [entry, is_new] = compounds_.try_emplace({joined, only_broken});
  std::vector<std::string>& found = entry->second;
  if (!is_new) return found;
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
