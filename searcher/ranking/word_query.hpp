// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace demarche {

/// Forms and spellings that rank as one word.
struct Word {
  std::vector<std::string> terms;
  Xapian::Query query;
  double postings = 0;
  double weight = 0;  ///< of which it adds a part to a score, by its occurrences
};

/// A query of words, where it is one: each of them must be there, may be, or must not, and ranks
/// or not.
class WordQuery {
public:
  /// A set of words, a bit each.
  using Words = std::uint32_t;

  /// Xapian's errors pass through.
  WordQuery(const Xapian::Database& database, const Xapian::Query& query);

  /// Whether the query is of words alone.
  explicit operator bool() const { return is_one_; }

  std::vector<Word>& words() { return words_; }
  const std::vector<Word>& words() const { return words_; }

  /// Whether it finds a statement that has these words, and no other of them.
  bool finds(Words present) const {
    return (present & required_) == required_ && (present & excluded_) == 0 &&
           (optional_ == 0 || (present & optional_) != 0);
  }
  /// How many rank.
  int ranked() const { return std::popcount(ranked_); }
  bool is_ranked(std::size_t word) const { return ((ranked_ >> word) & 1U) != 0; }

  std::size_t terms() const;
  /// Of all words together.
  double postings() const;
  /// What Xapian looks at to match it, roughly: the postings of the rarest word that must be there,
  /// or of those of which one must, and for each of them those of the others. For the best hits
  /// alone, of the rarest of those, since what has only others soon can't be one of them.
  double matched(bool all_hits) const;

private:
  bool add_part(const Xapian::Query& query);
  bool add_each(const Xapian::Query& query, Words& kind, bool is_ranked);
  bool add_side(const Xapian::Query& query, Xapian::Query::op op, Words& kind);
  bool add_word(const Xapian::Query& query, Words& kind, bool is_ranked);

  std::vector<Word> words_;
  Words required_ = 0, optional_ = 0, excluded_ = 0, ranked_ = 0;
  bool is_one_;
};

}  // namespace demarche
