// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <optional>

#include "searcher/statement_index.hpp"

namespace demarche {

/// Whether a query looks at the places of words, which takes long.
bool has_positions(const Xapian::Query& query);
/// The query, but that words may stand anywhere in a statement: it finds what the
/// query finds, perhaps more, and gives no statement a lower score.
Xapian::Query without_positions(const Xapian::Query& query);

/// The `wanted` best hits of a query that looks at the places of words, which are looked at in
/// the best of what is found without, and not in all statements; fewer where there
/// are no more. Nothing where that would take as long, or where the index is not one local one.
/// Xapian's errors pass through.
std::optional<Xapian::MSet> best_of_candidates(const StatementIndex& index,
                                               const Xapian::Query& query, Xapian::doccount wanted);

}  // namespace demarche
