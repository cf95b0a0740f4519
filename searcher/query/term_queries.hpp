// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/query/pattern.hpp"

namespace demarche {

/// The term of an element that is no prefix; `field` is empty for title and text.
std::string term_of(const std::string& field, const PatternElement& element);

/// What patterns are in Xapian's terms: the query-time side of the schema.
class TermQueries {
public:
  explicit TermQueries(const Xapian::Database& database) : database_(database) {}

  /// Statements that have any of the leaf's patterns. Throws UsageError where
  /// wildcards within phrases stand for more than max_phrase_expansion words.
  Xapian::Query leaf(const QueryLeaf& leaf) const;

  /// Words of the index that begin so, in a field or, where `field` is empty, anywhere.
  std::size_t count_words(const std::string& field, const std::string& beginning) const;
  /// The hyphenated spellings in the index of a word: "ceasefire:cease-fire" …;
  /// `only_broken`: those whose hyphens stand at lines' ends.
  std::vector<std::string> compounds(const std::string& joined, bool only_broken) const;
  /// Whether the index writes this word in capitals more often than not.
  bool is_mostly_capitals(const std::string& word) const;

private:
  Xapian::Query element(const std::string& field, const PatternElement& element,
                        bool in_phrase) const;
  Xapian::Query prefix(const std::string& field, const std::string& beginning,
                       bool in_phrase) const;

  const Xapian::Database& database_;
  mutable std::size_t phrase_expansion_ = 0;  ///< words that wildcards in phrases stood for
};

}  // namespace demarche
