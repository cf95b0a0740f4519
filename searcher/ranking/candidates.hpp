// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <optional>

#include "searcher/statement_index.hpp"

namespace demarche {

/// What a statement must have that a wider query finds, of words that must stand in some order.
enum class Needed {
  words,   ///< all of them, anywhere
  ranked,  ///< those that its score is of
};
/// The query without regard to the places of words: it finds what the query finds, perhaps more,
/// and gives no statement a lower score.
Xapian::Query without_positions(const Xapian::Query& query, Needed needed);

struct CandidateHits {
  Xapian::MSet hits;
  std::optional<std::uint64_t> total;  ///< of all hits, where it is known
};

/// The `wanted` best hits of a query, or more, best first; fewer where there are no more. They are
/// sought among the best of what has its words, where it looks at their places, and of words
/// among what has them most densely, and not in all. Nothing where that would take as long, all
/// hits being `counted` or not, or where the index is not one local one. Xapian's errors pass
/// through.
std::optional<CandidateHits> best_of_candidates(const StatementIndex& index,
                                                const Xapian::Query& query, Xapian::doccount wanted,
                                                bool counted);

}  // namespace demarche
