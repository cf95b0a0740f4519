// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include "searcher/statement_index.hpp"

namespace demarche {

/// Whether a query looks at the places of words, which takes long.
bool has_positions(const Xapian::Query& query);

/// The same query, whose phrases and proximities look places up in the index's table of positions
/// themselves, where they only filter; Xapian takes several times as long (tests/bench/README.md).
/// What it finds and the scores are the same. Of elements that are many alternatives, or other than
/// terms, and where the table can't be read, Xapian looks at the places. The query is for a
/// database of the index, or another() of it, until reopen() and, as it has sources of postings,
/// for one thread at a time.
Xapian::Query by_own_positions(const StatementIndex& index, const Xapian::Query& query);

}  // namespace demarche
