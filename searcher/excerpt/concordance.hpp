// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/options.hpp"
#include "searcher/results.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {

/// Gives every place where a hit matches the query (--kwic) to `sink`: what
/// the snippets mark, in title, text and the fields that the query names. Places that
/// overlap are one; of a proximity, each operand is a place of its own.
/// `options.kwic_width` characters stand on either side.
///
/// In the order of the hits (options.sort, which --kwic-sort date makes that of
/// the dates), each as soon as its statement is read; by a context, once all
/// are. Of all hits, or of the page that -n and --offset name. Xapian's errors
/// pass through; throws IndexError for a damaged statement.
ConcordanceCounts concordance(const StatementIndex& index, const SearcherOptions& options,
                              const UnderstoodQuery& query, const OccurrenceSink& sink);

}  // namespace demarche
