// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/understood_query.hpp"

#include "searcher/query/doubts.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

CompiledQuery compile(const StatementIndex& index, const SearcherOptions& options,
                      const QueryNode& tree) {
  return compile_query(tree, options.query,
                       {options.any, options.exact, options.aliases, options.names}, index);
}

UnderstoodQuery understand(const StatementIndex& index, const SearcherOptions& options) {
  UnderstoodQuery query;
  query.tree = parse_query(options.query, {index.user_fields(), options.fixed});
  query.compiled = compile(index, options, query.tree);
  if (!options.fixed) {
    std::vector<std::string> doubts = doubts_about(query.tree);
    query.compiled.doubts.insert(query.compiled.doubts.begin(), doubts.begin(), doubts.end());
  }
  return query;
}

}  // namespace demarche
