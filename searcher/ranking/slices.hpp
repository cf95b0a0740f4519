// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <functional>
#include <vector>

#include "searcher/statement_index.hpp"

namespace demarche {

/// Whether it takes some milliseconds to find all that a query finds in a local index.
bool takes_long(const StatementIndex& index, const Xapian::Query& query);

/// The first `most` of what a query finds; at least `checked` statements are looked at.
Xapian::MSet first_of(const Xapian::Database& database, const Xapian::Query& query,
                      Xapian::doccount most, Xapian::doccount checked = 0);

/// Into how many slices the statements are worth being cut for a query of so many terms, which has
/// so many postings to look at.
unsigned worthwhile_slices(const MatchSettings& settings, double postings, double terms);

/// Runs `work` for the slices 0 … `slices` - 1 of a local index, each in a thread of its own that
/// has the whole index open. Throws what `work` does, once no thread is at work.
void in_threads(const StatementIndex& index, unsigned slices,
                const std::function<void(const Xapian::Database&, unsigned slice)>& work);

/// A matching of a query; may be called by several threads, each with a database and a query of its
/// own.
using Matching = std::function<Xapian::MSet(const Xapian::Database&, const Xapian::Query&)>;

/// What `match` finds of a query: in slices of the statements side by side, one for each of the
/// index's threads at most, where there is enough to look at to be worth it, and at once if not.
/// Each statement is in one slice, and scores are those of all together. Throws as in_threads().
std::vector<Xapian::MSet> match_in_slices(const StatementIndex& index, const Xapian::Query& query,
                                          const Matching& match);

}  // namespace demarche
