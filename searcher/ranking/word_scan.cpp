// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/word_scan.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <numeric>
#include <utility>

#include "searcher/ranking/slices.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// Of a single term Xapian's matching takes no longer, unless the lengths of statements, so many
/// for each posting that is worth it, lie in many blocks.
constexpr double statements_for_posting = 200;
/// Postings that are read in the time in which Xapian matches one.
constexpr double read_for_one = 1.5;

bool add_leaves(const Query& query, std::vector<std::string>& terms) {
  switch (query.get_type()) {
    case Query::LEAF_TERM:
      terms.push_back(*query.get_terms_begin());
      return true;
    case Query::OP_SYNONYM:
    case Query::OP_MAX:
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
        if (!add_leaves(query.get_subquery(i), terms)) return false;
      }
      return true;
    default:
      return false;
  }
}

/// The terms of a query that is one word; none where it is another.
std::vector<std::string> terms_of_word(const Query& query) {
  std::vector<std::string> terms;
  const bool is_word =
      query.get_type() == Query::LEAF_TERM || query.get_type() == Query::OP_SYNONYM;
  if (!is_word || !add_leaves(query, terms)) return {};
  return terms;
}

// Xapian::BM25Weight, which ranks, with its defaults: a word's score grows with
// wdf / (k1 · ((1 - b) + b · max(length / average length, min_normlen))), and so with occurrences
// for so much of a statement's length.
constexpr double bm25_b = 0.5;
constexpr double min_normlen = 0.5;
static_assert(bm25_b < 1, "no length is nought");

constexpr double share_of_length(double length) {
  return (1 - bm25_b) + bm25_b * std::max(length, min_normlen);
}
constexpr double least_share = share_of_length(0);

struct Scored {
  double density;  ///< occurrences for the share of the length; scores grow with it
  Xapian::docid document;
  auto operator<=>(const Scored&) const = default;
};

/// The best of the documents that are added.
class Best {
public:
  Best(const Xapian::Database& database, std::size_t most)
      : database_(database), average_length_(database.get_average_length()), most_(most) {}

  void add(Xapian::docid document, double occurrences) {
    // Its length, which has to be looked up, can't make it one of them.
    if (most_ == 0 || (best_.size() == most_ && occurrences / least_share <= best_.front().density))
      return;
    const double length = database_.get_doclength(document) / average_length_;
    const Scored scored{occurrences / share_of_length(length), document};
    if (best_.size() == most_) {
      if (scored <= best_.front()) return;
      std::pop_heap(best_.begin(), best_.end(), std::greater<>());
      best_.pop_back();
    }
    best_.push_back(scored);
    std::push_heap(best_.begin(), best_.end(), std::greater<>());
  }

  const std::vector<Scored>& documents() const { return best_; }

private:
  const Xapian::Database& database_;
  const double average_length_;
  const std::size_t most_;
  std::vector<Scored> best_;  ///< a heap, the least first
};

/// The documents [begin, end) of one index that have any of the terms.
struct Range {
  std::uint64_t begin, end;
};

/// The postings of several terms, from one document on.
class Postings {
public:
  Postings(const Xapian::Database& database, const std::vector<std::string>& terms,
           Xapian::docid first) {
    for (const std::string& term : terms) {
      Xapian::PostingIterator at = database.postlist_begin(term);
      if (at != end_) at.skip_to(first);
      all_.push_back(at);
    }
  }

  /// The next document that has any of the terms; `none` where there is none before it.
  std::uint64_t next(std::uint64_t none) const {
    for (const Xapian::PostingIterator& at : all_) {
      if (at != end_) none = std::min<std::uint64_t>(none, *at);
    }
    return none;
  }

  /// Calls `each(document, occurrences of the term)` for what comes before `stop`, term by term.
  template <typename Each>
  void read(std::uint64_t stop, const Each& each) {
    for (Xapian::PostingIterator& at : all_) {
      for (; at != end_; ++at) {
        const Xapian::docid document = *at;
        if (document >= stop) break;
        each(document, at.get_wdf());
      }
    }
  }

private:
  const Xapian::PostingIterator end_;
  std::vector<Xapian::PostingIterator> all_;
};

/// Adds what the terms' postings in a range say, so many document numbers at a time; gives how many
/// documents have any of the terms.
std::uint64_t read(const Xapian::Database& database, const std::vector<std::string>& terms,
                   Range range, Best& best) {
  constexpr std::uint64_t window_size = 16'384;
  /// That a document has a term; its occurrences may be 0.
  constexpr std::uint32_t present = 1U << 31U;
  Postings postings(database, terms, static_cast<Xapian::docid>(range.begin));
  std::array<std::uint32_t, window_size> window{};
  std::uint64_t total = 0;
  for (std::uint64_t begin; (begin = postings.next(range.end)) < range.end;) {
    const std::uint64_t stop = std::min(begin + window_size, range.end);
    postings.read(stop, [&](Xapian::docid document, Xapian::termcount occurrences) {
      std::uint32_t& sum = window[document - begin];
      sum = (sum | present) + occurrences;
    });
    for (std::uint64_t document = begin; document < stop; ++document) {
      const std::uint32_t sum = std::exchange(window[document - begin], 0);
      if (sum == 0) continue;
      ++total;
      best.add(static_cast<Xapian::docid>(document), sum - present);
    }
  }
  return total;
}

}  // namespace

std::optional<WordScan> scan_word(const StatementIndex& index, const Query& query,
                                  Xapian::doccount most) {
  if (!index.is_local() || index.paths().size() > 1) return std::nullopt;
  const std::vector<std::string> terms = terms_of_word(query);
  double amount = 0;
  for (const std::string& term : terms) amount += index.database().get_termfreq(term);
  const MatchSettings& settings = index.matching();
  const bool is_small = terms.size() == 1 && index.database().get_doccount() <
                                                 settings.min_scanned * statements_for_posting;
  if (terms.empty() || amount < settings.min_scanned || is_small) return std::nullopt;
  const unsigned slices =
      worthwhile_slices(settings, amount / read_for_one, static_cast<double>(terms.size()));
  const std::uint64_t end = std::uint64_t{index.last_document()} + 1;
  const std::uint64_t size = end / slices + 1;
  std::vector<std::uint64_t> totals(slices);
  std::vector<std::vector<Scored>> found(slices);
  in_threads(index, slices, [&](const Xapian::Database& database, unsigned slice) {
    Best best(database, most);
    const Range range{std::min(slice * size + 1, end), std::min((slice + 1) * size + 1, end)};
    totals[slice] = read(database, terms, range, best);
    found[slice] = best.documents();
  });
  std::vector<Scored> all;
  for (const auto& slice : found) all.insert(all.end(), slice.begin(), slice.end());
  std::sort(all.begin(), all.end(), std::greater<>());
  all.resize(std::min<std::size_t>(all.size(), most));
  WordScan scan{std::accumulate(totals.begin(), totals.end(), std::uint64_t{0}), {}};
  for (const Scored& scored : all) scan.best.push_back(scored.document);
  return scan;
}

}  // namespace demarche
