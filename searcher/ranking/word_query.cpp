// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/word_query.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace demarche {
namespace {

using Xapian::Query;

bool add_terms(const Query& query, std::vector<std::string>& terms) {
  switch (query.get_type()) {
    case Query::LEAF_TERM:
      terms.push_back(*query.get_terms_begin());
      return true;
    case Query::OP_SYNONYM:
    case Query::OP_MAX:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        if (!add_terms(query.get_subquery(i), terms)) return false;
      }
      return true;
    default:
      return false;
  }
}

}  // namespace

WordQuery::WordQuery(const Xapian::Database& database, const Query& query)
    : is_one_(add_part(query)) {
  if (!is_one_) return;
  for (Word& word : words_) {
    for (const std::string& term : word.terms) word.postings += database.get_termfreq(term);
  }
}

std::size_t WordQuery::terms() const {
  return std::accumulate(words_.begin(), words_.end(), std::size_t{0},
                         [](std::size_t sum, const Word& word) { return sum + word.terms.size(); });
}

double WordQuery::postings() const {
  return std::accumulate(words_.begin(), words_.end(), 0.0,
                         [](double sum, const Word& word) { return sum + word.postings; });
}

double WordQuery::matched(bool all_hits) const {
  constexpr double most = std::numeric_limits<double>::max();
  double rarest = most, rarest_optional = most, optional = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const double postings = words_[i].postings;
    if (((required_ >> i) & 1U) != 0) rarest = std::min(rarest, postings);
    if (((optional_ >> i) & 1U) == 0) continue;
    optional += postings;
    rarest_optional = std::min(rarest_optional, postings);
  }
  if (optional_ != 0) rarest = std::min(rarest, all_hits ? optional : rarest_optional);
  return rarest * static_cast<double>(words_.size());
}

bool WordQuery::add_part(const Query& query) {
  switch (query.get_type()) {
    case Query::OP_AND:
      return add_each(query, required_, true);
    case Query::OP_OR:
      return add_each(query, optional_, true);
    case Query::OP_FILTER:
      return add_part(query.get_subquery(0)) &&
             add_side(query.get_subquery(1), Query::OP_AND, required_);
    case Query::OP_AND_NOT:
      return add_part(query.get_subquery(0)) &&
             add_side(query.get_subquery(1), Query::OP_OR, excluded_);
    default:
      return add_word(query, required_, true);
  }
}

bool WordQuery::add_each(const Query& query, Words& kind, bool is_ranked) {
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    const Query part = query.get_subquery(i);
    const bool is_more = part.get_type() == query.get_type();
    if (!(is_more ? add_each(part, kind, is_ranked) : add_word(part, kind, is_ranked)))
      return false;
  }
  return true;
}

/// What filters, or is excluded.
bool WordQuery::add_side(const Query& query, Query::op op, Words& kind) {
  return query.get_type() == op ? add_each(query, kind, false) : add_word(query, kind, false);
}

bool WordQuery::add_word(const Query& query, Words& kind, bool is_ranked) {
  if (words_.size() == std::numeric_limits<Words>::digits) return false;
  const Words bit = Words{1} << words_.size();
  kind |= bit;
  if (is_ranked) ranked_ |= bit;
  words_.push_back({{}, query});
  std::vector<std::string>& terms = words_.back().terms;
  // By itself, OP_MAX ranks by one of its terms.
  if ((query.get_type() == Query::OP_MAX && is_ranked) || !add_terms(query, terms)) return false;
  // The occurrences of a term that stands there twice count twice, but for no more than the
  // statement's length.
  std::sort(terms.begin(), terms.end());
  return std::adjacent_find(terms.begin(), terms.end()) == terms.end();
}

}  // namespace demarche
