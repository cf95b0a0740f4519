// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/search.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "searcher/excerpt/concordance.hpp"
#include "searcher/excerpt/excerpt.hpp"
#include "searcher/excerpt/matcher.hpp"
#include "searcher/history.hpp"
#include "searcher/hit_maker.hpp"
#include "searcher/one_state.hpp"
#include "searcher/query/boolean_query.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/query/filters.hpp"
#include "searcher/ranking/ranking.hpp"
#include "searcher/ranking/slices.hpp"
#include "searcher/statement_fields.hpp"
#include "searcher/suggestion/nothing_found.hpp"
#include "searcher/suggestion/suggestion.hpp"
#include "searcher/tally.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {
namespace {

/// What finds the statements whose words a rate is of: all that the query's filters select.
Xapian::Query base_of(const StatementIndex& index, const SearcherOptions& options,
                      const std::optional<QueryNode>& tree) {
  const auto filters = tree ? filters_of(*tree, options.any) : std::nullopt;
  return filters ? compile(index, options, *filters).query : all_statements();
}

/// And the total, which is counted with them.
void add_tables(const StatementIndex& index, const SearcherOptions& options,
                const UnderstoodQuery& query, SearchResults& results) {
  TallyRequest request{{}, options.timeline};
  for (const std::string& typed : options.facets) {
    std::string field = statement_field(typed, index);
    if (std::find(request.facets.begin(), request.facets.end(), field) == request.facets.end())
      request.facets.push_back(std::move(field));
  }
  Tally counted =
      tally(index.database(), query.compiled.query, base_of(index, options, query.tree), request);
  results.total = counted.total;
  results.facets = std::move(counted.facets);
  results.timeline = std::move(counted.timeline);
}

/// Adds the query as it was probably meant, where that finds something.
void add_suggestion(const StatementIndex& index, const SearcherOptions& options,
                    const UnderstoodQuery& query, SearchResults& results) {
  const Xapian::Database& database = index.database();
  if (options.similar_id) return;
  SearcherOptions meant = options;
  meant.query = suggestion_for(query.compiled, options.query, database);
  if (meant.query.empty()) return;
  results.suggestion_total = count(index, understand(index, meant).compiled.query);
  if (results.suggestion_total > 0) results.suggestion = std::move(meant.query);
}

Hit bare_hit(const RankedDocument& ranked) {
  Hit hit;
  hit.rank = ranked.rank;
  hit.score = ranked.score;
  hit.statement.id = ranked.id;
  return hit;
}

Xapian::Query any_of_ids(const std::vector<std::string>& ids) {
  std::vector<Xapian::Query> terms;
  for (const std::string& id : ids) terms.emplace_back(std::string(prefix::id) + document_key(id));
  return Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

/// Leaves hits that were seen out of what a query finds; returns the ids of the others.
std::vector<std::string> leave_out(const SeenIds& seen, const Xapian::Database& database,
                                   UnderstoodQuery& query) {
  std::vector<std::string> old_ids, new_ids;
  for (std::string& id : ids_of_hits(database, query.compiled.query))
    (seen.contains(id) ? old_ids : new_ids).push_back(std::move(id));
  query.compiled.notes.push_back(
      fmt::format("only new statements: {} were seen before", old_ids.size()));
  Xapian::Query& all = query.compiled.query;
  // By the smaller list.
  if (new_ids.size() < old_ids.size())
    all = Xapian::Query(Xapian::Query::OP_FILTER, all, any_of_ids(new_ids));
  else if (!old_ids.empty())
    all = Xapian::Query(Xapian::Query::OP_AND_NOT, all, any_of_ids(old_ids));
  return new_ids;
}

/// The number of hits where no page of them says it.
std::uint64_t total_of(const UnderstoodQuery& query, const StatementIndex& index,
                       const SearchScope& scope) {
  if (!scope.hits && !scope.total)
    return finds_nothing(index.database(), query.compiled.query) ? 0 : 1;
  return count(index, query.compiled.query);
}

std::vector<Hit> hits_of(const RankedPage& page, const StatementIndex& index,
                         const SearcherOptions& options, const UnderstoodQuery& query,
                         const SearchScope& scope) {
  std::vector<Hit> hits;
  if (!scope.fields) {
    std::transform(page.documents.begin(), page.documents.end(), std::back_inserter(hits),
                   bare_hit);
    return hits;
  }
  const HitParts parts{options.snippet && scope.parts.snippet, scope.parts.text};
  HitMaker maker(index, query.compiled, options, parts);
  for (const RankedDocument& ranked : page.documents) hits.push_back(maker.make(ranked));
  return hits;
}

/// search(), on the state of the index as it is.
SearchResults search_once(const StatementIndex& index, const SearcherOptions& options,
                          const SearchScope& scope) {
  UnderstoodQuery query = understand(index, options);
  const Xapian::Database& database = index.database();
  SearchResults results;
  if (scope.seen) results.new_ids = leave_out(scope.seen(query.understood), database, query);
  results.locations = index.paths();
  results.left_out = index.left_out();
  results.statements = database.get_doccount();
  results.offset = options.offset;
  if (scope.suggestion) add_suggestion(index, options, query, results);
  RankedPage page;
  if (scope.hits) {
    const bool page_first = scope.total && scope.first_page && index.is_local() &&
                            takes_long(index, query.compiled.query);
    page = rank(index, query.compiled.query, options.sort, options.offset,
                options.limit.value_or(options.seen_file ? 0 : default_limit),
                page_first    ? Counting::later
                : scope.total ? Counting::yes
                              : Counting::no);
    results.total = page.total;
    results.hits = hits_of(page, index, options, query, scope);
    if (page_first && !page.is_counted && !results.hits.empty()) scope.first_page(results.hits);
  }
  if (scope.tables) add_tables(index, options, query, results);
  const bool is_known = scope.tables || page.is_counted || (!scope.total && !results.hits.empty());
  if (!is_known) results.total = total_of(query, index, scope);
  results.query = report_of(index, options, query, scope.term_counts);
  if (scope.nothing_found && results.total == 0)
    results.nothing_found =
        options.similar_id ? NothingFound() : why_nothing_found(index, options, query);
  if (scope.occurrences)
    results.concordance = concordance(index, options, query, scope.occurrences);
  return results;
}

}  // namespace

SearchResults search(StatementIndex& index, const SearcherOptions& options,
                     const SearchScope& scope) {
  bool has_given = false;
  SearchScope watched = scope;
  if (scope.first_page)
    watched.first_page = [&](const std::vector<Hit>& hits) {
      has_given = true;
      scope.first_page(hits);
    };
  if (scope.occurrences)
    watched.occurrences = [&](const Occurrence& occurrence) {
      has_given = true;
      scope.occurrences(occurrence);
    };
  return on_one_state(index, [&] {
    try {
      return search_once(index, options, watched);
    } catch (const Xapian::Error& error) {
      // What was given can't be taken back.
      if (!has_given || std::string_view(error.get_type()) == "DatabaseCorruptError") throw;
      throw IndexError("the index was changed or lost as the answer was printed: some is missing",
                       "try again");
    }
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
