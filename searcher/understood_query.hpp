// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// What is searched for: a query, parsed and compiled, a statement that hits
/// must be like (--similar), or both.
struct UnderstoodQuery {
  std::optional<QueryNode> tree;  ///< of options.query, if there is one
  CompiledQuery compiled;
  std::string understood;  ///< in one line
};

/// Throws QueryError; Xapian's errors pass through.
UnderstoodQuery understand(const StatementIndex& index, const SearcherOptions& options);

/// The same for another tree of the same text.
CompiledQuery compile(const StatementIndex& index, const SearcherOptions& options,
                      const QueryNode& tree);

/// `term_counts`: whether to count the statements that have each term.
QueryReport report_of(const StatementIndex& index, const SearcherOptions& options,
                      const UnderstoodQuery& query, bool term_counts);

/// The leaves of a query: what is marked.
std::vector<QueryLeaf> leaves_of(const CompiledQuery& compiled);

}  // namespace demarche
