// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/candidates.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "searcher/slices.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// So many candidates for each hit that is wanted, and as many times as many if too few of them
/// are hits, up to a limit: then most words don't stand where they must.
constexpr Xapian::doccount candidates_per_hit = 8;
constexpr Xapian::doccount max_candidates = 5'000;
/// Scores that differ by less of them may be the same, added up in another order.
constexpr double more_than_the_same = 1 + 1e-9;

/// Documents, as a source that weighs nothing.
class Listed : public Xapian::PostingSource {
public:
  /// `documents`: in order.
  explicit Listed(std::vector<Xapian::docid> documents) : documents_(std::move(documents)) {}

  Xapian::doccount get_termfreq_min() const override { return size(); }
  Xapian::doccount get_termfreq_est() const override { return size(); }
  Xapian::doccount get_termfreq_max() const override { return size(); }
  Xapian::docid get_docid() const override { return documents_[at_ - 1]; }
  bool at_end() const override { return at_ > documents_.size(); }
  void next(double) override { ++at_; }
  void skip_to(Xapian::docid document, double) override {
    at_ = std::max<std::size_t>(at_, 1);
    while (!at_end() && get_docid() < document) ++at_;
  }
  Listed* clone() const override { return new Listed(documents_); }
  void init(const Xapian::Database&) override { at_ = 0; }

private:
  Xapian::doccount size() const { return static_cast<Xapian::doccount>(documents_.size()); }

  std::vector<Xapian::docid> documents_;
  std::size_t at_ = 0;  ///< from 1
};

/// The best of what a query finds, best first: documents, and what the last of them scores.
struct Candidates {
  std::vector<Xapian::docid> documents;
  double least_score = 0;
};

Candidates best(const StatementIndex& index, const Query& query, Xapian::doccount most) {
  std::vector<std::pair<double, Xapian::docid>> all;
  const auto slices = match_in_slices(index, query, [most](const auto& database, const auto& part) {
    return first_of(database, part, most);
  });
  for (const Xapian::MSet& slice : slices) {
    for (auto hit = slice.begin(); hit != slice.end(); ++hit)
      all.emplace_back(hit.get_weight(), *hit);
  }
  std::sort(all.rbegin(), all.rend());
  all.resize(std::min<std::size_t>(all.size(), most));
  Candidates found;
  for (const auto& [score, document] : all) found.documents.push_back(document);
  if (!all.empty()) found.least_score = all.back().first;
  return found;
}

Xapian::MSet hits_among(const StatementIndex& index, const Query& query,
                        std::vector<Xapian::docid> documents, Xapian::doccount most) {
  std::sort(documents.begin(), documents.end());
  const Query listed((new Listed(std::move(documents)))->release());
  return first_of(index.database(), Query(Query::OP_FILTER, query, listed), most);
}

}  // namespace

bool has_positions(const Query& query) {
  if (query.get_type() == Query::OP_PHRASE || query.get_type() == Query::OP_NEAR) return true;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (has_positions(query.get_subquery(i))) return true;
  }
  return false;
}

Query without_positions(const Query& query) {
  if (!has_positions(query)) return query;
  // What is left out for sure only without looking at places is not left out.
  if (query.get_type() == Query::OP_AND_NOT && has_positions(query.get_subquery(1)))
    return without_positions(query.get_subquery(0));
  std::vector<Query> parts;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
    parts.push_back(without_positions(query.get_subquery(i)));
  switch (query.get_type()) {
    case Query::OP_PHRASE:
    case Query::OP_NEAR:
      return {Query::OP_AND, parts.begin(), parts.end()};
    case Query::OP_SCALE_WEIGHT:
      // By nought: no query here is scaled otherwise.
      return {Query::OP_SCALE_WEIGHT, parts.front(), 0.0};
    default:
      return {static_cast<Query::op>(query.get_type()), parts.begin(), parts.end()};
  }
}

std::optional<Xapian::MSet> best_of_candidates(const StatementIndex& index, const Query& query,
                                               Xapian::doccount wanted) {
  if (!index.is_local() || index.paths().size() > 1 || wanted == 0 ||
      wanted > max_candidates / candidates_per_hit)
    return std::nullopt;
  const Query wider = without_positions(query);
  for (Xapian::doccount most = candidates_per_hit * wanted; most <= max_candidates;
       most *= candidates_per_hit) {
    Candidates candidates = best(index, wider, most);
    const bool is_all = candidates.documents.size() < most;
    const Xapian::MSet hits = hits_among(index, query, std::move(candidates.documents), wanted);
    if (is_all || (hits.size() == wanted &&
                   hits[wanted - 1].get_weight() > candidates.least_score * more_than_the_same))
      return hits;
  }
  return std::nullopt;
}

}  // namespace demarche
