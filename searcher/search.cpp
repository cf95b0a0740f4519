// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "searcher/excerpt.hpp"
#include "searcher/history.hpp"
#include "searcher/hit_maker.hpp"
#include "searcher/matcher.hpp"
#include "searcher/nothing_found.hpp"
#include "searcher/one_state.hpp"
#include "searcher/query/filters.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/pruned.hpp"
#include "searcher/ranking.hpp"
#include "searcher/suggestion.hpp"
#include "searcher/tally.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {
namespace {

QueryReport report_of(const StatementIndex& index, const SearcherOptions& options,
                      const UnderstoodQuery& query, bool term_counts) {
  const CompiledQuery& compiled = query.compiled;
  QueryReport report;
  report.typed = options.query;
  report.understood = to_string(without(query.tree, compiled.dropped_places), options.any);
  for (const CompiledLeaf& leaf : compiled.leaves)
    report.terms.push_back(
        {leaf.typed, leaf.understood, term_counts ? count(index.database(), leaf.query) : 0});
  report.dropped = compiled.dropped;
  report.aliases = compiled.aliases;
  report.notes = compiled.doubts;
  report.notes.insert(report.notes.end(), compiled.notes.begin(), compiled.notes.end());
  report.doubts = compiled.doubts;
  return report;
}

/// What finds the statements whose words a rate is of: all that the query's filters select.
Xapian::Query base_of(const StatementIndex& index, const SearcherOptions& options,
                      const QueryNode& tree) {
  const auto filters = filters_of(tree, options.any);
  return filters ? compile(index, options, *filters).query : Xapian::Query::MatchAll;
}

void add_tables(const StatementIndex& index, const SearcherOptions& options,
                const UnderstoodQuery& query, SearchResults& results) {
  TallyRequest request{{}, options.timeline};
  for (const std::string& typed : options.facets) {
    std::string field = facet_field(typed, index);
    if (std::find(request.facets.begin(), request.facets.end(), field) == request.facets.end())
      request.facets.push_back(std::move(field));
  }
  if (request.facets.empty() && !request.timeline) return;
  Tally counted =
      tally(index.database(), query.compiled.query, base_of(index, options, query.tree), request);
  results.facets = std::move(counted.facets);
  results.timeline = std::move(counted.timeline);
}

/// Adds the query as it was probably meant, where that finds something.
void add_suggestion(const StatementIndex& index, const SearcherOptions& options,
                    const UnderstoodQuery& query, SearchResults& results) {
  const Xapian::Database& database = index.database();
  SearcherOptions meant = options;
  meant.query = suggestion_for(query.compiled, options.query, database);
  if (meant.query.empty()) return;
  results.suggestion_total = count(database, understand(index, meant).compiled.query);
  if (results.suggestion_total > 0) results.suggestion = std::move(meant.query);
}

Hit bare_hit(const RankedDocument& ranked) {
  Hit hit;
  hit.rank = ranked.rank;
  hit.score = ranked.score;
  hit.statement.id = ranked.id;
  return hit;
}

}  // namespace

SearchResults search(StatementIndex& index, const SearcherOptions& options,
                     const SearchScope& scope) {
  return on_one_state(index, [&] {
    const UnderstoodQuery query = understand(index, options);
    const Xapian::Database& database = index.database();
    SearchResults results;
    results.locations = index.paths();
    results.left_out = index.left_out();
    results.statements = database.get_doccount();
    results.offset = options.offset;
    if (scope.suggestion) add_suggestion(index, options, query, results);
    RankedPage page;
    if (scope.hits)
      page = rank(database, query.compiled.query, options.sort, options.offset,
                  options.limit.value_or(default_limit));
    if (scope.tables) add_tables(index, options, query, results);
    results.total = scope.hits ? page.total : count(database, query.compiled.query);
    results.query = report_of(index, options, query, scope.term_counts);
    if (scope.nothing_found && results.total == 0)
      results.nothing_found = why_nothing_found(index, options, query);
    if (!scope.hits) return results;
    HitMaker maker(index, query.compiled, options);
    for (const RankedDocument& ranked : page.documents)
      results.hits.push_back(scope.fields ? maker.make(ranked) : bare_hit(ranked));
    return results;
  });
}

ShownStatement show(StatementIndex& index, const SearcherOptions& options) {
  return on_one_state(index, [&] {
    ShownStatement shown;
    auto found = options.as_of
                     ? wording_at(history_of(index, *options.show_id), options.as_of->last_s)
                     : current_statement(index, *options.show_id);
    if (!found) return shown;
    shown.found = true;
    shown.hit.statement = std::move(found->statement);
    shown.copies = std::move(found->copies);
    if (options.query.empty()) return shown;
    const std::vector<QueryLeaf> leaves = leaves_of(understand(index, options).compiled);
    const Statement& statement = shown.hit.statement;
    const std::string_view language = statement.field("language");
    shown.highlights = highlights_of(Matcher(leaves, {}).read(statement.text, 1, language).matches);
    shown.hit.title_highlights =
        highlights_of(Matcher(leaves, "title").read(statement.field("title"), 1, language).matches);
    return shown;
  });
}

}  // namespace demarche
