// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/candidates.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "searcher/ranking/listed.hpp"
#include "searcher/ranking/own_positions.hpp"
#include "searcher/ranking/slices.hpp"
#include "searcher/ranking/word_scan.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// So many candidates for each hit that is wanted, of which so many are looked at first, and which
/// are enough of a word. If too few of all are hits, most words don't stand where they must.
constexpr Xapian::doccount candidates_per_hit = 64;
constexpr Xapian::doccount first_per_hit = 4;
/// With fewer it isn't worth it.
constexpr Xapian::doccount min_per_hit = 8;
constexpr Xapian::doccount max_candidates = 5'000;
/// Scores that differ by less of them may be the same, added up in another order.
constexpr double more_than_the_same = 1 + 1e-9;

/// The best of what a query finds, best first.
std::vector<Xapian::docid> best(const StatementIndex& index, const Query& query,
                                Xapian::doccount most) {
  if (auto words = scan_words(index, query, most, false)) return std::move(words->best);
  const auto slices = match_in_slices(index, query, [most](const auto& database, const auto& part) {
    return first_of(database, part, most);
  });
  std::vector<std::pair<double, Xapian::docid>> scored;
  for (const Xapian::MSet& slice : slices) {
    for (auto hit = slice.begin(); hit != slice.end(); ++hit)
      scored.emplace_back(hit.get_weight(), *hit);
  }
  std::sort(scored.rbegin(), scored.rend());
  scored.resize(std::min<std::size_t>(scored.size(), most));
  std::vector<Xapian::docid> documents;
  for (const auto& [score, document] : scored) documents.push_back(document);
  return documents;
}

/// Whether the hits are as many as are wanted, and whatever scores no more than the last candidate
/// is none of them.
bool are_best(const Xapian::MSet& hits, Xapian::doccount wanted, double score_of_last) {
  return hits.size() >= wanted &&
         hits[wanted - 1].get_weight() > score_of_last * more_than_the_same;
}

std::optional<CandidateHits> best_of_words(const StatementIndex& index, const Query& query,
                                           Xapian::doccount wanted, bool all_hits) {
  const Xapian::doccount most = first_per_hit * wanted;
  const auto words = scan_words(index, query, most, all_hits);
  if (!words) return std::nullopt;
  const Xapian::MSet hits = hits_among(index.database(), query, words->best, most);
  const bool is_all = words->best.size() < most;
  if (is_all || are_best(hits, wanted, hits.back().get_weight())) return {{hits, words->total}};
  return std::nullopt;
}

/// Of a query that looks at the places of words.
std::optional<CandidateHits> best_by_places(const StatementIndex& index, const Query& query,
                                            Xapian::doccount wanted) {
  const Xapian::doccount most = std::min(candidates_per_hit * wanted, max_candidates);
  const Query by_places = by_own_positions(index, query);
  for (const Needed needed : {Needed::ranked, Needed::words}) {
    const Query wider = without_positions(query, needed);
    // Where no places only filter, both are the same.
    if (needed == Needed::words &&
        wider.get_description() == without_positions(query, Needed::ranked).get_description())
      break;
    const std::vector<Xapian::docid> all = best(index, wider, most);
    for (const std::size_t number : {first_per_hit * wanted, most}) {
      const std::span candidates(all.data(), std::min(all.size(), number));
      const Xapian::MSet hits = hits_among(index.database(), by_places, candidates, wanted);
      if (candidates.size() == all.size() && all.size() < most) return {{hits, {}}};
      if (hits.size() == wanted) {
        const Xapian::MSet last = hits_among(index.database(), wider, candidates.last(1), 1);
        if (are_best(hits, wanted, last.back().get_weight())) return {{hits, {}}};
      }
      // That all words are there makes hits no more than a few times as many.
      if (number == most && hits.empty()) return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

Query without_positions(const Query& query, Needed needed) {
  if (!has_positions(query)) return query;
  const auto type = static_cast<Query::op>(query.get_type());
  // What is left out for sure only by looking at places is not left out.
  const bool is_limited =
      type == Query::OP_AND_NOT || (type == Query::OP_FILTER && needed == Needed::ranked);
  if (is_limited && has_positions(query.get_subquery(1)))
    return without_positions(query.get_subquery(0), needed);
  std::vector<Query> parts;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
    parts.push_back(without_positions(query.get_subquery(i), needed));
  switch (type) {
    case Query::OP_PHRASE:
    case Query::OP_NEAR:
      return {Query::OP_AND, parts.begin(), parts.end()};
    case Query::OP_SCALE_WEIGHT:
      // By nought: no query here is scaled otherwise.
      return {type, parts.front(), 0.0};
    default:
      return {type, parts.begin(), parts.end()};
  }
}

std::optional<CandidateHits> best_of_candidates(const StatementIndex& index, const Query& query,
                                                Xapian::doccount wanted, bool counted) {
  if (!index.is_one_local() || wanted == 0 || wanted > max_candidates / min_per_hit)
    return std::nullopt;
  return has_positions(query) ? best_by_places(index, query, wanted)
                              : best_of_words(index, query, wanted, counted);
}

}  // namespace demarche
