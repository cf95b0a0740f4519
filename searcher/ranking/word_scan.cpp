// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/word_scan.hpp"

#include <algorithm>
#include <compare>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include "searcher/ranking/listed.hpp"
#include "searcher/ranking/slices.hpp"
#include "searcher/ranking/word_query.hpp"

namespace demarche {
namespace {

using Xapian::Query;

// Xapian::BM25Weight, which ranks, with its defaults: a word adds to a score
// weight · wdf / (wdf + k1 · ((1 - b) + b · max(length / average length, min_normlen))), k1 = 1.
constexpr double bm25_b = 0.5;
constexpr double min_normlen = 0.5;

constexpr double share_of_length(double length) {
  return (1 - bm25_b) + bm25_b * std::max(length, min_normlen);
}
constexpr double least_share = share_of_length(0);

double occurrences_part(double occurrences, double share) {
  return occurrences / (occurrences + share);
}

double share_of_length(const Xapian::Database& database, Xapian::docid document) {
  return share_of_length(database.get_doclength(document) / database.get_average_length());
}

/// Sets what the ranked words weigh beside each other, by what Xapian scores a statement of each.
void set_weights(const Xapian::Database& database, WordQuery& query) {
  if (query.ranked() == 1) {
    for (Word& word : query.words()) word.weight = 1;
    return;
  }
  for (std::size_t i = 0; i < query.words().size(); ++i) {
    Word& word = query.words()[i];
    if (!query.is_ranked(i) || word.postings == 0) continue;
    const Xapian::PostingIterator end;
    Xapian::docid document = 0;
    double occurrences = 0;
    for (const std::string& term : word.terms) {
      auto at = database.postlist_begin(term);
      if (at != end && document != 0) at.skip_to(document);
      if (at == end) continue;
      if (document == 0) document = *at;
      if (*at == document) occurrences += at.get_wdf();
    }
    const Xapian::MSet one = hits_among(database, word.query, {&document, 1}, 1);
    word.weight = one.back().get_weight() /
                  occurrences_part(occurrences, share_of_length(database, document));
  }
}

struct Scored {
  double score;
  Xapian::docid document;
  auto operator<=>(const Scored&) const = default;
};

/// Reads what a query's postings say of the documents in a range.
class Scan {
public:
  Scan(const Xapian::Database& database, const WordQuery& query, std::size_t most)
      : database_(database),
        query_(query),
        words_(query.words().size()),
        most_(most),
        average_length_(database.get_average_length()),
        present_(window_size),
        occurrences_(window_size * words_) {
    for (const Word& word : query.words()) {
      for (std::size_t i = 0; i < bounded; ++i)
        bounds_.push_back(word.weight * occurrences_part(static_cast<double>(i), least_share));
      bounds_.push_back(word.weight);
    }
  }

  /// The documents [begin, end), of which it takes a window at a time.
  void read(std::uint64_t begin, std::uint64_t end) {
    open(static_cast<Xapian::docid>(begin));
    for (begin = next(end); begin < end; begin = next(end)) {
      const std::uint64_t stop = std::min(begin + window_size, end);
      for (Postings& postings : postings_) fill(postings, begin, stop);
      for (std::uint64_t document = begin; document < stop; ++document)
        take(static_cast<Xapian::docid>(document), document - begin);
    }
  }

  std::uint64_t total() const { return total_; }
  /// In no order.
  const std::vector<Scored>& best() const { return best_; }

private:
  static constexpr std::uint64_t window_size = 16'384;
  /// More occurrences are taken for any number.
  static constexpr std::size_t bounded = 63;

  /// Those of one term.
  struct Postings {
    std::size_t word;
    Xapian::PostingIterator at;
  };

  void open(Xapian::docid first) {
    for (std::size_t word = 0; word < words_; ++word) {
      for (const std::string& term : query_.words()[word].terms) {
        auto at = database_.postlist_begin(term);
        if (at != end_) at.skip_to(first);
        if (at != end_) postings_.push_back({word, at});
      }
    }
  }

  /// The next document that has any of the words; `none` where there is none before it.
  std::uint64_t next(std::uint64_t none) const {
    for (const Postings& postings : postings_) {
      if (postings.at != end_) none = std::min<std::uint64_t>(none, *postings.at);
    }
    return none;
  }

  void fill(Postings& postings, std::uint64_t begin, std::uint64_t stop) {
    const WordQuery::Words bit = WordQuery::Words{1} << postings.word;
    const bool is_ranked = most_ > 0 && query_.is_ranked(postings.word);
    for (; postings.at != end_; ++postings.at) {
      const Xapian::docid document = *postings.at;
      if (document >= stop) break;
      present_[document - begin] |= bit;
      if (is_ranked)
        occurrences_[(document - begin) * words_ + postings.word] += postings.at.get_wdf();
    }
  }

  /// Takes one document out of the window.
  void take(Xapian::docid document, std::size_t place) {
    const WordQuery::Words present = std::exchange(present_[place], 0);
    if (present == 0) return;
    std::uint32_t* occurrences = &occurrences_[place * words_];
    if (query_.finds(present)) {
      ++total_;
      if (most_ > 0) rank(document, occurrences);
    }
    std::fill_n(occurrences, words_, 0);
  }

  double score(const std::uint32_t* occurrences, double share) const {
    double score = 0;
    for (std::size_t i = 0; i < words_; ++i)
      score += query_.words()[i].weight * occurrences_part(occurrences[i], share);
    return score;
  }
  /// What the score is at the most, whatever the length.
  double bound(const std::uint32_t* occurrences) const {
    double bound = 0;
    for (std::size_t i = 0; i < words_; ++i)
      bound += bounds_[i * (bounded + 1) + std::min<std::size_t>(occurrences[i], bounded)];
    return bound;
  }

  void rank(Xapian::docid document, const std::uint32_t* occurrences) {
    const bool is_full = best_.size() == most_;
    // Its length, which has to be looked up, can't make it one of them.
    if (is_full && bound(occurrences) <= best_.front().score) return;
    const double share = share_of_length(database_.get_doclength(document) / average_length_);
    const Scored scored{score(occurrences, share), document};
    if (is_full) {
      if (scored <= best_.front()) return;
      std::pop_heap(best_.begin(), best_.end(), std::greater<>());
      best_.pop_back();
    }
    best_.push_back(scored);
    std::push_heap(best_.begin(), best_.end(), std::greater<>());
  }

  const Xapian::Database& database_;
  const WordQuery& query_;
  const std::size_t words_;
  const std::size_t most_;
  const double average_length_;
  const Xapian::PostingIterator end_;
  std::vector<Postings> postings_;
  // Of the documents in the window: their words, and how often they have each.
  std::vector<WordQuery::Words> present_;
  std::vector<std::uint32_t> occurrences_;
  std::vector<double> bounds_;  ///< of each word, by its occurrences
  std::uint64_t total_ = 0;
  std::vector<Scored> best_;  ///< a heap, the least first
};

/// Postings that are read in the time in which Xapian matches one.
constexpr double read_for_one = 1.5;
/// And in which it looks one up beside that of another word.
constexpr double read_for_lookup = 3;
/// Of a single term Xapian's matching takes no longer, unless the lengths of statements, so many
/// for each posting that is worth it, lie in many blocks.
constexpr double statements_for_posting = 200;

bool is_worth_reading(const StatementIndex& index, const WordQuery& query, bool all_hits) {
  const double least = index.matching().min_scanned;
  if (query.terms() == 1 && index.database().get_doccount() < least * statements_for_posting)
    return false;
  return query.postings() >= least && query.postings() <= query.matched(all_hits) * read_for_lookup;
}

}  // namespace

std::optional<WordScan> scan_words(const StatementIndex& index, const Query& query,
                                   Xapian::doccount most, bool all_hits) {
  if (!index.is_one_local()) return std::nullopt;
  WordQuery words(index.database(), query);
  if (!words || !is_worth_reading(index, words, all_hits)) return std::nullopt;
  if (most > 0) set_weights(index.database(), words);
  const unsigned slices = worthwhile_slices(index.matching(), words.postings() / read_for_one,
                                            static_cast<double>(words.terms()));
  const std::uint64_t end = std::uint64_t{index.last_document()} + 1;
  const std::uint64_t size = end / slices + 1;
  std::vector<std::uint64_t> totals(slices);
  std::vector<std::vector<Scored>> found(slices);
  in_threads(index, slices, [&](const Xapian::Database& database, unsigned slice) {
    Scan scan(database, words, most);
    scan.read(std::min(slice * size + 1, end), std::min((slice + 1) * size + 1, end));
    totals[slice] = scan.total();
    found[slice] = scan.best();
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
