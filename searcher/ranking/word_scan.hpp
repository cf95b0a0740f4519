// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "searcher/statement_index.hpp"

namespace demarche {

/// What the postings of words say.
struct WordScan {
  std::uint64_t total = 0;          ///< statements that the query finds
  std::vector<Xapian::docid> best;  ///< those that score the most, best first
};

/// Reads the postings of a query that is a word (a term, or forms and spellings of one, which rank
/// as one), or words that must all or not all be there, perhaps with words that filter. No other
/// statement scores more than the last of the `most` best; scores are equal to the last bits of
/// their calculation. Some times as fast as Xapian's matching, which weighs each posting: here only
/// those are that have enough occurrences to be among the best. Nothing where the query is another,
/// has few postings, or words so rare beside others that Xapian need not look at most of these, be
/// it for `all_hits` or for the best alone; or where the index is not one local one. Xapian's
/// errors pass through.
std::optional<WordScan> scan_words(const StatementIndex& index, const Xapian::Query& query,
                                   Xapian::doccount most, bool all_hits);

}  // namespace demarche
