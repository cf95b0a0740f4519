// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>

#include "searcher/options.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// What a tree finds, written as a query, read again and run with these options, whose
/// own query does not count. Nothing where it has no leaf, can't be written so that
/// it is read as that tree, can't be copied from a terminal, or is too much to run.
/// Xapian's errors pass through.
std::optional<TriedQuery> try_query(const StatementIndex& index, const QueryNode& tree,
                                    SearcherOptions options);

}  // namespace demarche
