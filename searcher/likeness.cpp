// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/likeness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "common/index/schema.hpp"
#include "common/text/ascii.hpp"
#include "searcher/history.hpp"

namespace demarche {
namespace {

struct TellingWord {
  std::string word;
  Xapian::termcount frequency = 0;  ///< in the statement
  double weight = 0;
};

/// Words of the text have no prefix, and prefixes are capitals.
bool is_word(const std::string& term) { return !(term.front() >= 'A' && term.front() <= 'Z'); }

/// Numbers and single letters of ASCII tell little of what a statement is about.
bool is_telling(const std::string& term) {
  constexpr std::size_t min_letters = 3;
  if (static_cast<unsigned char>(term.front()) >= 0x80) return true;
  return term.size() >= min_letters &&
         std::none_of(term.begin(), term.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// BM25 with its usual k1, without the length of the document, which is the same for all
/// (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
double weight_of(double frequency, double having, double statements) {
  constexpr double k1 = 1.2;
  const double rarity = std::log((statements - having + 0.5) / (having + 0.5));
  return frequency * (k1 + 1) / (frequency + k1) * rarity;
}

std::vector<TellingWord> telling_words(const Xapian::Database& database, Xapian::docid document) {
  std::vector<TellingWord> words;
  for (auto term = database.termlist_begin(document); term != database.termlist_end(document);
       ++term) {
    const std::string word = *term;
    if (!is_word(word) || !is_telling(word)) continue;
    // In all indexes together: a term list knows of its own only.
    const Xapian::doccount having = database.get_termfreq(word);
    const double weight = weight_of(term.get_wdf(), having, database.get_doccount());
    if (having > 1 && weight > 0) words.push_back({word, term.get_wdf(), weight});
  }
  const auto end =
      words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), max_telling_words));
  std::partial_sort(words.begin(), end, words.end(),
                    [](const TellingWord& a, const TellingWord& b) {
                      return a.weight != b.weight ? a.weight > b.weight : a.word < b.word;
                    });
  words.erase(end, words.end());
  return words;
}

CompiledQuery nothing(std::string doubt) {
  CompiledQuery query;
  query.doubts.push_back(std::move(doubt));
  return query;
}

}  // namespace

CompiledQuery likeness_to(const StatementIndex& index, const std::string& id) {
  const Xapian::Database& database = index.database();
  const Xapian::docid document = document_of(index, id);
  if (document == 0) return nothing(fmt::format("no statement has the id {}", id));
  CompiledQuery query;
  std::vector<Xapian::Query> words;
  for (const TellingWord& found : telling_words(database, document)) {
    words.emplace_back(found.word, found.frequency);
    query.leaves.push_back(
        {{{}, {{{PatternElement::Kind::word, found.word}}}}, words.back(), found.word, found.word});
  }
  if (words.empty())
    return nothing(fmt::format("no other statement has a word that tells {} from others", id));
  const std::string itself =
      std::string(prefix::identity) + term_tail(database, document, prefix::identity);
  query.query = Xapian::Query(Xapian::Query::OP_AND_NOT,
                              Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end()),
                              Xapian::Query(itself));
  return query;
}

}  // namespace demarche
