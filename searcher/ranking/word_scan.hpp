// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "searcher/statement_index.hpp"

namespace demarche {

/// What the postings of a word say.
struct WordScan {
  std::uint64_t total = 0;          ///< statements that have it
  std::vector<Xapian::docid> best;  ///< those that score the most, best first
};

/// Reads the postings of a query that is one word: a term, or forms and spellings of one, which
/// rank as one. No statement scores more than the least of the `most` best; scores are equal to the
/// last bits of their calculation. Some four times as fast as Xapian's matching, which weighs each
/// posting: here only those are that have enough occurrences to be among the best. Nothing where
/// the query is another, has few postings, or the index is not one local one. Xapian's errors pass
/// through.
std::optional<WordScan> scan_word(const StatementIndex& index, const Xapian::Query& query,
                                  Xapian::doccount most);

}  // namespace demarche
