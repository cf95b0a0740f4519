// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include "searcher/query/pattern.hpp"
#include "searcher/query/term_queries.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// The most statements that the proximities of one query look at.
inline constexpr Xapian::doccount max_examined = 100'000;

/// Statements that have a proximity, exactly; ranked as by its operands side
/// by side. Xapian decides where each operand is one word, in any order, among
/// words that the others are not. It can neither place a phrase beside a word
/// nor count the words of a compound: statements that may or may not match for
/// such reasons are looked at here, by the positions in the index, which
/// servers give, too; those that match go into the query by their ids.
/// `leaf` is a proximity; `budget`: how many statements may still be looked at,
/// taken off for those that are. Throws UsageError where that is too few, and
/// as TermQueries.
Xapian::Query near_query(const QueryLeaf& leaf, const TermQueries& terms,
                         const StatementIndex& index, Xapian::doccount& budget);

}  // namespace demarche
