// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/options.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// A query, parsed and compiled.
struct UnderstoodQuery {
  QueryNode tree;
  CompiledQuery compiled;
};

/// Compiles a tree of options.query as the options say. Throws QueryError; Xapian's
/// errors pass through.
CompiledQuery compile(const StatementIndex& index, const SearcherOptions& options,
                      const QueryNode& tree);

/// Reads options.query and compiles it. Throws as compile().
UnderstoodQuery understand(const StatementIndex& index, const SearcherOptions& options);

}  // namespace demarche
