// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/word_scan.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "searcher/ranking/listed.hpp"
#include "searcher/ranking/slices.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// A set of words, a bit each.
using Words = std::uint32_t;

/// Forms and spellings that rank as one word.
struct Word {
  std::vector<std::string> terms;
  Query query;
  double postings = 0;
  double weight = 0;  ///< times occurrences_part(), it is what the word adds to a score
};

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

/// A query, where it is of words and nothing else.
class WordQuery {
public:
  explicit WordQuery(const Query& query) : is_one_(add_part(query)) {}

  /// Whether the query is one.
  explicit operator bool() const { return is_one_; }

  std::vector<Word>& words() { return words_; }
  const std::vector<Word>& words() const { return words_; }

  /// Whether it finds a statement that has these words.
  bool finds(Words present) const {
    return (present & required_) == required_ && (present & excluded_) == 0 &&
           (optional_ == 0 || (present & optional_) != 0);
  }
  bool is_ranked(std::size_t word) const { return ((ranked_ >> word) & 1U) != 0; }

  double postings() const {
    return std::accumulate(words_.begin(), words_.end(), 0.0,
                           [](double sum, const Word& word) { return sum + word.postings; });
  }
  /// What Xapian looks at: of words that must be there, the rarest, and for each of its postings
  /// those of the others.
  double matched() const {
    double rarest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (((required_ >> i) & 1U) != 0) rarest = std::min(rarest, words_[i].postings);
    }
    return required_ == 0 ? postings() : rarest * static_cast<double>(words_.size());
  }
  std::size_t terms() const {
    return std::accumulate(
        words_.begin(), words_.end(), std::size_t{0},
        [](std::size_t sum, const Word& word) { return sum + word.terms.size(); });
  }

private:
  static constexpr std::size_t max_words = std::numeric_limits<Words>::digits;

  bool add_part(const Query& query) {
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

  bool add_each(const Query& query, Words& kind, bool is_ranked) {
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const Query part = query.get_subquery(i);
      const bool is_more = part.get_type() == query.get_type();
      if (!(is_more ? add_each(part, kind, is_ranked) : add_word(part, kind, is_ranked)))
        return false;
    }
    return true;
  }
  /// What filters, or is excluded.
  bool add_side(const Query& query, Query::op op, Words& kind) {
    return query.get_type() == op ? add_each(query, kind, false) : add_word(query, kind, false);
  }
  bool add_word(const Query& query, Words& kind, bool is_ranked) {
    if (words_.size() == max_words) return false;
    const Words bit = Words{1} << words_.size();
    kind |= bit;
    if (is_ranked) ranked_ |= bit;
    words_.push_back({{}, query});
    // By itself, OP_MAX ranks by one of its terms.
    return (query.get_type() != Query::OP_MAX || !is_ranked) &&
           add_terms(query, words_.back().terms);
  }

  std::vector<Word> words_;
  Words required_ = 0, optional_ = 0, excluded_ = 0, ranked_ = 0;
  bool is_one_;
};

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
  if (query.words().size() == 1) {
    query.words().front().weight = 1;
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
    const Words bit = Words{1} << postings.word;
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
    const Words present = std::exchange(present_[place], 0);
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
  std::vector<Words> present_;
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

bool is_worth_reading(const StatementIndex& index, const WordQuery& query) {
  const double least = index.matching().min_scanned;
  if (query.terms() == 1 && index.database().get_doccount() < least * statements_for_posting)
    return false;
  return query.postings() >= least && query.postings() <= query.matched() * read_for_lookup;
}

}  // namespace

std::optional<WordScan> scan_words(const StatementIndex& index, const Query& query,
                                   Xapian::doccount most) {
  if (!index.is_local() || index.paths().size() > 1) return std::nullopt;
  WordQuery words(query);
  if (!words) return std::nullopt;
  for (Word& word : words.words()) {
    for (const std::string& term : word.terms) word.postings += index.database().get_termfreq(term);
  }
  if (!is_worth_reading(index, words)) return std::nullopt;
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
