// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "searcher/query/pattern.hpp"
#include "searcher/query/position_work.hpp"

namespace demarche {

/// The term of an element that is no prefix; `field` is empty for title and text.
std::string term_of(const std::string& field, const PatternElement& element);

/// What patterns are in Xapian's terms: the query-time side of the schema. What
/// a query ranks by is the same however the statements are spread over indexes,
/// so it is decided here, on all of them together. One thread.
class TermQueries {
public:
  explicit TermQueries(const Xapian::Database& database) : database_(database), work_(database) {}

  /// Statements that have any of the patterns. They rank by how often they have the
  /// words of these, and of a pattern of several the rarest one, which can be told without
  /// looking at places. Throws UsageError where a
  /// wildcard stands for more than max_expansion words, or those within
  /// phrases do together, or where phrases are too common (PositionWork).
  Xapian::Query any_pattern(const std::string& field, const std::vector<Pattern>& patterns) const;

  /// The terms of an element: one, or those that a prefix stands for. Throws
  /// as any_pattern().
  std::vector<std::string> terms(const std::string& field, const PatternElement& element,
                                 bool in_phrase) const;

  /// Statements that have a term that begins so. Throws as any_pattern().
  Xapian::Query any_of(const std::string& start) const;
  /// The index's terms that begin so, in order. Throws as any_pattern().
  const std::vector<std::string>& beginning(const std::string& start) const;
  /// How many statements have a term.
  Xapian::doccount frequency(const std::string& term) const;

  /// Whether any statement has the term. Remembers.
  bool has(const std::string& term) const;
  /// Whether statements have every element of a pattern without prefixes.
  bool has_all(const std::string& field, const Pattern& pattern) const;
  /// Words of the index that begin so, in a field or, where `field` is empty, anywhere.
  std::size_t count_words(const std::string& field, const std::string& beginning) const;
  /// The hyphenated spellings in the index of a word: "ceasefire:cease-fire" …;
  /// `only_broken`: those whose hyphens stand at lines' ends. Remembers.
  const std::vector<std::string>& compounds(const std::string& joined, bool only_broken) const;
  /// What the positions of the query that is made may still cost.
  PositionWork& work() const { return work_; }

  /// Whether the index writes this word in capitals more often than not.
  bool is_mostly_capitals(const std::string& word) const;

private:
  const std::vector<std::string>& expansion(const std::string& beginning) const;
  std::vector<Xapian::Query> alternatives(const std::vector<std::string>& terms,
                                          const PatternElement& element) const;
  Xapian::Query phrase(const std::string& field, const Pattern& pattern,
                       std::vector<std::string>& rarest) const;

  const Xapian::Database& database_;
  /// Terms by their beginning, one more than max_expansion at most.
  mutable std::map<std::string, std::vector<std::string>> expansions_;
  mutable std::map<std::string, bool> has_;  ///< by term
  mutable std::map<std::pair<std::string, bool>, std::vector<std::string>> compounds_;
  mutable PositionWork work_;
  mutable std::size_t phrase_expansion_ = 0;  ///< words that wildcards in phrases stood for
};

}  // namespace demarche
