// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/own_postings.hpp"

#include <string>
#include <vector>

namespace demarche {
namespace {

using Xapian::Query;

/// A term's postings, as a source that weighs nothing.
class OwnPostings : public Xapian::PostingSource {
public:
  explicit OwnPostings(std::string term) : term_(std::move(term)) {}

  Xapian::doccount get_termfreq_min() const override { return database_.get_termfreq(term_); }
  Xapian::doccount get_termfreq_est() const override { return get_termfreq_min(); }
  Xapian::doccount get_termfreq_max() const override { return get_termfreq_min(); }
  Xapian::docid get_docid() const override { return *at_; }
  bool at_end() const override { return at_ == database_.postlist_end(term_); }
  void next(double) override { is_started_ ? void(++at_) : start(); }
  void skip_to(Xapian::docid document, double) override {
    if (!is_started_) start();
    if (!at_end()) at_.skip_to(document);
  }
  OwnPostings* clone() const override { return new OwnPostings(term_); }
  void init(const Xapian::Database& database) override {
    database_ = database;
    is_started_ = false;
  }

private:
  void start() {
    is_started_ = true;
    at_ = database_.postlist_begin(term_);
  }

  std::string term_;
  Xapian::Database database_;
  Xapian::PostingIterator at_;
  bool is_started_ = false;
};

}  // namespace

Query by_own_postings(const Query& query, bool ranks) {
  switch (query.get_type()) {
    case Query::LEAF_TERM:
      return ranks ? query : Query((new OwnPostings(*query.get_terms_begin()))->release());
    case Query::OP_AND:
    case Query::OP_OR:
    case Query::OP_MAX:
    case Query::OP_SYNONYM:
    case Query::OP_FILTER:
    case Query::OP_AND_NOT: {
      const bool only_first_ranks =
          query.get_type() == Query::OP_FILTER || query.get_type() == Query::OP_AND_NOT;
      std::vector<Query> parts;
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        parts.push_back(
            by_own_postings(query.get_subquery(i), ranks && (i == 0 || !only_first_ranks)));
      return {static_cast<Query::op>(query.get_type()), parts.begin(), parts.end()};
    }
    case Query::OP_SCALE_WEIGHT:
      // By nought: no query here is scaled otherwise.
      return {Query::OP_SCALE_WEIGHT, by_own_postings(query.get_subquery(0), false), 0.0};
    default:
      // What looks at positions reads the terms' own postings anyway.
      return query;
  }
}

Query by_weights(const Query& query) {
  /// So little that no score of a term is another with it.
  constexpr double next_to_nothing = 1e-30;
  const auto part = [&](std::size_t i, bool ranks) {
    const Query made = by_weights(query.get_subquery(i));
    return ranks ? made : Query(Query::OP_SCALE_WEIGHT, made, next_to_nothing);
  };
  const auto parts = [&](Query::op op, bool only_first_ranks = false) {
    std::vector<Query> made;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
      made.push_back(part(i, i == 0 || !only_first_ranks));
    return Query(op, made.begin(), made.end());
  };
  switch (query.get_type()) {
    case Query::OP_AND:
    case Query::OP_OR:
    case Query::OP_SYNONYM:
      return parts(static_cast<Query::op>(query.get_type()));
    case Query::OP_MAX:
      return parts(Query::OP_OR);  // see TermQueries::any_pattern(); it stands where none ranks
    case Query::OP_FILTER:
      return parts(Query::OP_AND, true);
    case Query::OP_AND_NOT:
      return {Query::OP_AND_NOT, part(0, true), query.get_subquery(1)};
    case Query::OP_SCALE_WEIGHT:
      return part(0, false);
    default:
      return query;
  }
}

}  // namespace demarche
