// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/understood_query.hpp"

#include <fmt/format.h>

#include <iterator>
#include <utility>

#include "searcher/likeness.hpp"
#include "searcher/query/doubts.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/pruned.hpp"
#include "searcher/ranking/ranking.hpp"

namespace demarche {
namespace {

UnderstoodQuery understand_text(const StatementIndex& index, const SearcherOptions& options) {
  UnderstoodQuery query;
  query.tree = parse_query(options.query, {index.user_fields(), options.fixed});
  query.compiled = compile(index, options, *query.tree);
  if (!options.fixed) {
    std::vector<std::string> doubts = doubts_about(*query.tree);
    query.compiled.doubts.insert(query.compiled.doubts.begin(), doubts.begin(), doubts.end());
  }
  query.understood = to_string(without(*query.tree, query.compiled.dropped_places), options.any);
  return query;
}

/// The hits of the query in the order of their likeness.
void order_by_likeness(UnderstoodQuery& query, CompiledQuery likeness) {
  CompiledQuery& text = query.compiled;
  text.query = query.tree ? Xapian::Query(Xapian::Query::OP_FILTER, likeness.query, text.query)
                          : std::move(likeness.query);
  std::move(likeness.leaves.begin(), likeness.leaves.end(), std::back_inserter(text.leaves));
  std::move(likeness.doubts.begin(), likeness.doubts.end(), std::back_inserter(text.doubts));
}

}  // namespace

CompiledQuery compile(const StatementIndex& index, const SearcherOptions& options,
                      const QueryNode& tree) {
  return compile_query(tree, options.query,
                       {options.any, options.exact, options.aliases, options.names}, index);
}

UnderstoodQuery understand(const StatementIndex& index, const SearcherOptions& options) {
  UnderstoodQuery query;
  const bool has_text = options.query.find_first_not_of(" \t\r\n") != std::string::npos;
  if (has_text || !options.similar_id) query = understand_text(index, options);
  if (!options.similar_id) return query;
  order_by_likeness(query, likeness_to(index, *options.similar_id));
  const std::string like = fmt::format("like {}", *options.similar_id);
  query.understood = has_text ? fmt::format("({} AND {})", like, query.understood) : like;
  return query;
}

QueryReport report_of(const StatementIndex& index, const SearcherOptions& options,
                      const UnderstoodQuery& query, bool term_counts) {
  const CompiledQuery& compiled = query.compiled;
  QueryReport report;
  report.typed = options.query;
  report.understood = query.understood;
  for (const CompiledLeaf& leaf : compiled.leaves)
    report.terms.push_back(
        {leaf.typed, leaf.understood, term_counts ? count(index, leaf.query) : 0});
  report.dropped = compiled.dropped;
  report.aliases = compiled.aliases;
  report.notes = compiled.doubts;
  report.notes.insert(report.notes.end(), compiled.notes.begin(), compiled.notes.end());
  report.doubts = compiled.doubts;
  return report;
}

std::vector<QueryLeaf> leaves_of(const CompiledQuery& compiled) {
  std::vector<QueryLeaf> leaves;
  for (const CompiledLeaf& leaf : compiled.leaves) leaves.push_back(leaf.leaf);
  return leaves;
}

}  // namespace demarche
