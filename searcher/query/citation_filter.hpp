// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/query/ast.hpp"
#include "searcher/query/filter_query.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// The statements that cite what a `cites:` filter names, in any of the ways
/// that CitationReader reads: `cites:S/RES/242`, `cites:"UNSCR 242"`, or, as a
/// beginning, `cites:A/HRC/*`. A number that the filter doesn't say whose it is
/// stands for that of the Security Council, that of the General Assembly, and
/// what texts cite in the same loose way; a resolution of either says how many
/// of these it leaves out; a year or session that can't be the resolution's is a
/// doubt, too. Throws QueryError where the value is no citation.
FilterQuery citation_filter(const QueryNode& filter, const TermQueries& terms);

}  // namespace demarche
