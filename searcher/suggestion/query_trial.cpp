// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/suggestion/query_trial.hpp"

#include <string>
#include <utility>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/ranking/ranking.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {
namespace {

/// What of a command line decides what a query finds.
std::vector<std::string> deciding_options(const SearcherOptions& options) {
  std::vector<std::string> found;
  if (options.fixed) found.emplace_back("--fixed");
  if (options.any) found.emplace_back("--any");
  if (options.exact) found.emplace_back("--exact");
  if (!options.aliases) found.emplace_back("--no-aliases");
  for (const std::string& file : options.name_files) {
    found.emplace_back("--names");
    found.push_back(file);
  }
  return found;
}

}  // namespace

std::optional<TriedQuery> try_query(const StatementIndex& index, const QueryNode& tree,
                                    SearcherOptions options) {
  if (tree.children.empty()) return std::nullopt;
  options.query = query_text(tree);
  if (printable(options.query) != options.query) return std::nullopt;
  try {
    const UnderstoodQuery read = understand(index, options);
    if (to_string(*read.tree, options.any) != to_string(tree, options.any)) return std::nullopt;
    const std::uint64_t total = count(index, read.compiled.query);
    return TriedQuery{std::move(options.query), deciding_options(options), total};
  } catch (const QueryError&) {
    return std::nullopt;
  }
}

}  // namespace demarche
