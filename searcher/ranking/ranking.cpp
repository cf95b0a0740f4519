// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "common/index/schema.hpp"
#include "searcher/ranking/candidates.hpp"
#include "searcher/ranking/own_positions.hpp"
#include "searcher/ranking/own_postings.hpp"
#include "searcher/ranking/slices.hpp"
#include "searcher/ranking/word_scan.hpp"

namespace demarche {
namespace {

/// Scores that differ by less of them are the same score, added up in another order. A word that
/// all statements have weighs next to nothing, and so does each difference.
constexpr double same_score = 1e-9;
/// Less than this adds nothing to any score (by_weights()).
constexpr double no_score = 1e-15;

void set_order(Xapian::Enquire& enquire, SortOrder order) {
  // The highest value first: statements without a date have none, and come last.
  if (order == SortOrder::newest)
    enquire.set_sort_by_value_then_relevance(static_cast<unsigned>(Slot::first_day), true);
  if (order == SortOrder::oldest)
    enquire.set_sort_by_value_then_relevance(static_cast<unsigned>(Slot::age), true);
}

/// A hit among those of all slices.
struct Match {
  Xapian::MSetIterator hit;
  const Xapian::MSet* slice;
  std::string key;  ///< that the order is by; empty where it is by score alone

  double score() const { return hit.get_weight(); }
};

/// Whether the order of the ranking leaves open which of two hits comes first.
bool is_tie(const Match& a, const Match& b) {
  return std::abs(a.score() - b.score()) <= same_score * std::max(no_score, a.score()) &&
         a.key == b.key;
}

/// The first `most` hits of all slices in their order.
std::vector<Match> merged(const std::vector<Xapian::MSet>& slices, std::size_t most, bool by_id) {
  std::vector<Match> all;
  for (const Xapian::MSet& slice : slices) {
    for (auto hit = slice.begin(); hit != slice.end(); ++hit)
      all.push_back({hit, &slice, hit.get_sort_key()});
  }
  // Xapian has each slice in this order, and of equals the one with the smaller number first.
  if (slices.size() > 1)
    std::stable_sort(all.begin(), all.end(), [by_id](const Match& a, const Match& b) {
      if (a.key != b.key) return by_id ? a.key < b.key : a.key > b.key;
      return a.score() > b.score();
    });
  all.resize(std::min(all.size(), most));
  return all;
}

std::string id_of(const Xapian::Document& document) {
  return document.get_value(static_cast<unsigned>(Slot::id));
}

/// Puts the hits of each tie in the order of their ids, where the tie has a
/// part in the page [begin, end).
std::vector<RankedDocument> ordered(const std::vector<Match>& matches, std::size_t begin,
                                    std::size_t end) {
  std::vector<RankedDocument> page;
  for (std::size_t first = 0, next = 0; first < end; first = next) {
    for (next = first + 1; next < matches.size() && is_tie(matches[next - 1], matches[next]);
         ++next) {
    }
    if (next <= begin) continue;
    // At once from a server, which has no slices.
    if (matches[first].slice == matches[next - 1].slice)
      matches[first].slice->fetch(matches[first].hit, matches[next - 1].hit);
    std::vector<RankedDocument> tie;
    for (std::size_t i = first; i < next; ++i) {
      const Match& match = matches[i];
      const Xapian::Document document = match.hit.get_document();
      tie.push_back({0, match.score(), id_of(document), *match.hit, document});
    }
    std::sort(tie.begin(), tie.end(),
              [](const RankedDocument& a, const RankedDocument& b) { return a.id < b.id; });
    for (std::size_t i = first; i < next; ++i) {
      if (i < begin || i >= end) continue;
      page.push_back(std::move(tie[i - first]));
      page.back().rank = i + 1;
    }
  }
  return page;
}

/// The first `most` of what a query finds, without a ranking.
Xapian::MSet unranked(const Xapian::Database& database, const Xapian::Query& query,
                      Xapian::doccount most) {
  return with_all_postings(unweighted(query),
                           [&](const Xapian::Query& one) { return first_of(database, one, most); });
}

/// How many hits there are, where every statement was looked at: then Xapian's estimate is the
/// number itself.
std::uint64_t total_of(const std::vector<Xapian::MSet>& slices) {
  std::uint64_t total = 0;
  for (const Xapian::MSet& slice : slices) total += slice.get_matches_estimated();
  return total;
}

}  // namespace

std::uint64_t count(const StatementIndex& index, const Xapian::Query& query) {
  if (query.get_type() == Xapian::Query::LEAF_TERM)
    return index.database().get_termfreq(*query.get_terms_begin());
  if (const auto words = scan_words(index, query, 0, true)) return words->total;
  const Xapian::doccount all = index.database().get_doccount();
  return with_all_postings(unweighted(query), [&](const Xapian::Query& one) {
    return total_of(match_in_slices(index, one, [all](const auto& database, const auto& part) {
      return first_of(database, part, 0, all);
    }));
  });
}

std::vector<std::string> ids_of_hits(const Xapian::Database& database, const Xapian::Query& query) {
  const Xapian::MSet matches = unranked(database, query, database.get_doccount());
  matches.fetch();
  std::vector<std::string> ids;
  for (auto match = matches.begin(); match != matches.end(); ++match)
    ids.push_back(id_of(match.get_document()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

bool finds_nothing(const Xapian::Database& database, const Xapian::Query& query) {
  return unranked(database, query, 1).empty();
}

namespace {

/// Whether a query's best hits are found sooner than all, where what can't be one needs no score.
/// (Measured: of words that must all be there, or are many, few can be passed over.)
bool has_few_to_look_at(const Xapian::Query& query) {
  constexpr Xapian::termcount many = 50;
  const auto type = query.get_type();
  return (type == Xapian::Query::LEAF_TERM || type == Xapian::Query::OP_SYNONYM ||
          type == Xapian::Query::OP_OR) &&
         query.get_length() < many && !has_positions(query);
}

/// The best hits in an order, in slices, and how many there are of all, where it is known.
struct BestHits {
  std::vector<Xapian::MSet> slices;
  std::optional<std::uint64_t> total;
};

/// `wanted` of them, or all; `by_id`: in that order.
BestHits best_hits(const StatementIndex& index, const Xapian::Query& query, SortOrder order,
                   Xapian::doccount wanted, bool by_id, Counting counting) {
  const bool by_score = order == SortOrder::relevance && !by_id;
  // Places are not to be looked at twice.
  if (by_score && (counting != Counting::yes || !has_positions(query))) {
    if (auto best = best_of_candidates(index, query, wanted, counting == Counting::yes))
      return {{best->hits}, best->total};
  }
  const bool is_counted = counting != Counting::no && !(by_score && has_few_to_look_at(query));
  const Xapian::doccount checked = is_counted ? index.database().get_doccount() : 0;
  BestHits best;
  best.slices = match_in_slices(index, query, [&](const auto& database, const auto& part) {
    Xapian::Enquire enquire(database);
    enquire.set_query(part);
    if (by_id)
      enquire.set_sort_by_value(static_cast<unsigned>(Slot::id), false);
    else
      set_order(enquire, order);
    return enquire.get_mset(0, wanted, checked);
  });
  if (is_counted) best.total = total_of(best.slices);
  return best;
}

RankedPage ranked(const StatementIndex& index, const Xapian::Query& query, SortOrder order,
                  std::size_t offset, std::size_t limit, Counting counting) {
  const Xapian::doccount all = index.database().get_doccount();
  const auto clamp = [all](std::size_t number) {
    return static_cast<Xapian::doccount>(std::min<std::size_t>(number, all));
  };
  const Xapian::doccount begin = clamp(offset);
  const Xapian::doccount end = limit == 0 ? all : clamp(offset + std::min<std::size_t>(limit, all));
  bool by_id = false;
  for (std::size_t wanted = std::size_t{end} + 1;; wanted *= 2) {
    const BestHits best = best_hits(index, query, order, clamp(wanted), by_id, counting);
    const std::vector<Match> matches = merged(best.slices, wanted, by_id);
    const bool is_all = matches.size() < wanted;
    const bool tied_beyond =
        end > begin && end < matches.size() && !is_all && is_tie(matches[end - 1], matches.back());
    if (!tied_beyond || by_id) {
      RankedPage page{best.total.value_or(matches.size()), is_all || best.total, {}};
      if (!page.is_counted && counting == Counting::yes) {
        page.total = count(index, query);
        page.is_counted = true;
      }
      page.documents = ordered(matches, begin, std::min<std::size_t>(end, matches.size()));
      return page;
    }
    // Nothing in the query ranks: then all hits are one tie.
    by_id = order == SortOrder::relevance && best.slices.front().get_max_possible() == 0;
  }
}

}  // namespace

RankedPage rank(const StatementIndex& index, const Xapian::Query& query, SortOrder order,
                std::size_t offset, std::size_t limit, Counting counting) {
  return with_all_postings(query, [&](const Xapian::Query& one) {
    return ranked(index, one, order, offset, limit, counting);
  });
}

}  // namespace demarche
