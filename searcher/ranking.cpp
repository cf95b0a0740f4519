// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/index/schema.hpp"
#include "searcher/own_postings.hpp"

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

/// Whether the order of the ranking leaves open which of two hits comes first.
bool is_tie(const Xapian::MSetIterator& a, const Xapian::MSetIterator& b) {
  return std::abs(a.get_weight() - b.get_weight()) <=
             same_score * std::max(no_score, a.get_weight()) &&
         a.get_sort_key() == b.get_sort_key();
}

std::string id_of(const Xapian::Document& document) {
  return document.get_value(static_cast<unsigned>(Slot::id));
}

/// Puts the hits of each tie in the order of their ids, where the tie has a
/// part in the page [begin, end).
std::vector<RankedDocument> ordered(const Xapian::MSet& matches, Xapian::doccount begin,
                                    Xapian::doccount end) {
  std::vector<RankedDocument> page;
  for (Xapian::doccount first = 0, next = 0; first < end; first = next) {
    for (next = first + 1; next < matches.size() && is_tie(matches[next - 1], matches[next]);
         ++next) {
    }
    if (next <= begin) continue;
    matches.fetch(matches[first], matches[next - 1]);
    std::vector<RankedDocument> tie;
    for (Xapian::doccount i = first; i < next; ++i) {
      const Xapian::Document document = matches[i].get_document();
      tie.push_back({0, matches[i].get_weight(), id_of(document), *matches[i], document});
    }
    std::sort(tie.begin(), tie.end(),
              [](const RankedDocument& a, const RankedDocument& b) { return a.id < b.id; });
    for (Xapian::doccount i = first; i < next; ++i) {
      if (i < begin || i >= end) continue;
      page.push_back(std::move(tie[i - first]));
      page.back().rank = i + 1;
    }
  }
  return page;
}

/// The first `most` of what a query finds, without a ranking; at least `checked` statements are
/// looked at.
Xapian::MSet unranked(const Xapian::Database& database, const Xapian::Query& query,
                      Xapian::doccount most, Xapian::doccount checked = 0) {
  return with_all_postings(unweighted(query), [&](const Xapian::Query& one) {
    Xapian::Enquire enquire(database);
    enquire.set_query(one);
    return enquire.get_mset(0, most, checked);
  });
}

}  // namespace

std::uint64_t count(const Xapian::Database& database, const Xapian::Query& query) {
  // With every document checked, Xapian's estimate is the number itself.
  return unranked(database, query, 0, database.get_doccount()).get_matches_estimated();
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

RankedPage ranked(const Xapian::Database& database, const Xapian::Query& query, SortOrder order,
                  std::size_t offset, std::size_t limit, bool counted) {
  const Xapian::doccount all = database.get_doccount();
  const auto clamp = [all](std::size_t number) {
    return static_cast<Xapian::doccount>(std::min<std::size_t>(number, all));
  };
  const Xapian::doccount begin = clamp(offset);
  const Xapian::doccount end = limit == 0 ? all : clamp(offset + std::min<std::size_t>(limit, all));
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  set_order(enquire, order);
  RankedPage page;
  bool by_id = false;
  for (std::size_t wanted = std::size_t{end} + 1;; wanted *= 2) {
    // With every document checked, Xapian's estimate is the number itself.
    const Xapian::MSet matches = enquire.get_mset(0, clamp(wanted), counted ? all : 0);
    page.total = counted ? matches.get_matches_estimated() : matches.get_matches_lower_bound();
    const bool tied_beyond = end > begin && end < matches.size() && matches.size() == wanted &&
                             is_tie(matches[end - 1], matches[matches.size() - 1]);
    if (!tied_beyond || by_id) {
      page.documents = ordered(matches, begin, std::min(end, matches.size()));
      return page;
    }
    // Nothing in the query ranks: then all hits are one tie.
    by_id = order == SortOrder::relevance && matches.get_max_possible() == 0;
    if (by_id) enquire.set_sort_by_value(static_cast<unsigned>(Slot::id), false);
  }
}

}  // namespace

RankedPage rank(const Xapian::Database& database, const Xapian::Query& query, SortOrder order,
                std::size_t offset, std::size_t limit, bool counted) {
  return with_all_postings(query, [&](const Xapian::Query& one) {
    return ranked(database, one, order, offset, limit, counted);
  });
}

}  // namespace demarche
