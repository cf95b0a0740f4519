// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/program.hpp"
#include "common/timestamp.hpp"
#include "searcher/output/kwic.hpp"

namespace demarche {
namespace {

/// A run of one query has to name it, too.
constexpr std::string_view only_qid = "1";

bool wants_tables(const SearcherOptions& options) {
  return !options.facets.empty() || options.timeline;
}

/// What a person reads instead of the statements.
bool replaces_hits(const SearcherOptions& options) {
  return options.kwic || (wants_tables(options) && options.format == OutputFormat::text);
}

SearchScope scope_of(const SearcherOptions& options, bool in_batch) {
  SearchScope scope;
  const bool is_whole = !options.count && !options.explain && !options.quiet;
  scope.tables = is_whole && wants_tables(options);
  scope.hits = is_whole && !replaces_hits(options);
  scope.term_counts =
      !options.quiet && (options.explain || (is_whole && (options.format == OutputFormat::json ||
                                                          options.format == OutputFormat::html)));
  // A batch has nobody to ask, but for the program that reads its JSON. Nor has a watch.
  scope.nothing_found = !options.quiet && !in_batch && !options.seen_file;
  scope.suggestion =
      !options.quiet && !options.explain && (!in_batch || options.format == OutputFormat::json);
  scope.fields = options.format == OutputFormat::text || options.format == OutputFormat::json ||
                 options.format == OutputFormat::html;
  return scope;
}

/// Whether the answer is for a person to read.
bool is_text(const SearcherOptions& options) {
  return options.explain || (options.format == OutputFormat::text && !options.count);
}

ReportSettings report_settings_of(const SearcherOptions& options) {
  return {run_time_s(), options.sort, options.score, options.similar_id.has_value(),
          options.seen_file.has_value()};
}

std::string format(const SearchResults& results, const SearcherOptions& options,
                   const AnswerContext& context) {
  if (options.explain) return format_explain(results.query);
  if (options.count) return format_count(results, context.qid);
  switch (options.format) {
    case OutputFormat::json:
      return format_json(results, context.qid);
    case OutputFormat::html:
      return format_html(results, report_settings_of(options));
    case OutputFormat::ids:
      return format_ids(results, options.null_separated, context.qid);
    case OutputFormat::trec:
      return format_trec(results, context.qid.empty() ? only_qid : context.qid);
    case OutputFormat::text:
      break;
  }
  return wants_tables(options) ? format_tables(results, context.style)
                               : format_text(results, context.style);
}

/// Searches, and writes the lines of the concordance.
SearchResults search_with_lines(StatementIndex& index, const SearcherOptions& options,
                                SearchScope scope, const AnswerContext& context) {
  if (!options.kwic || options.count || options.explain || options.quiet)
    return search(index, options, scope);
  const KwicPage page(options.kwic_width, context.style);
  SearcherOptions wide = options;
  wide.kwic_width = page.context_characters();
  scope.occurrences = [&](const Occurrence& occurrence) { context.write(page.line(occurrence)); };
  SearchResults results = search(index, wide, scope);
  if (results.total > 0) context.write(page.summary(*results.concordance));
  return results;
}

}  // namespace

Answer answer(StatementIndex& index, const SearcherOptions& options, const AnswerContext& context) {
  SearchScope scope = scope_of(options, !context.qid.empty());
  scope.seen = context.seen;
  SearchResults results = search_with_lines(index, options, scope, context);
  Answer answer;
  answer.total = results.total;
  answer.past_end = scope.hits && results.total > 0 && results.hits.empty();
  answer.new_ids = std::move(results.new_ids);
  if (options.quiet) return answer;
  if (!context.qid.empty() && is_text(options))
    answer.out = format_heading(context.qid, options.query);
  answer.out += format(results, options, context);
  const bool is_said = options.explain || (!options.count && options.format == OutputFormat::json);
  const bool explains_nothing = scope.nothing_found && results.total == 0;
  if (!is_said && !explains_nothing) answer.doubts = std::move(results.query.doubts);
  if (explains_nothing)
    answer.nothing_found = NothingFound{results.statements, std::move(results.query)};
  if (options.count || options.format != OutputFormat::json)
    answer.suggestion = std::move(results.suggestion);
  // The formats that give statements' fields say this, too; but a page goes to a file, mostly.
  if (options.count || options.explain || !scope.fields || options.format == OutputFormat::html)
    answer.left_out = std::move(results.left_out);
  return answer;
}

void print_query_error(const QueryError& error, std::string_view query, int columns,
                       std::string_view prefix) {
  print_message("searcher", "error", fmt::format("{}{}", prefix, error.what()));
  write_stderr(caret_lines(query, error.span(), columns));
  if (!error.hint().empty()) write_stderr(fmt::format("hint: {}\n", printable(error.hint())));
}

void print_doubts(const std::vector<std::string>& doubts, std::string_view prefix) {
  for (const std::string& doubt : doubts)
    print_message("searcher", "note", fmt::format("{}{}", prefix, doubt));
}

void print_left_out(const LeftOutIndex& index, std::string_view prefix) {
  print_message("searcher", "warning",
                fmt::format("{}left out: {}: {}", prefix, index.location, index.reason));
}

}  // namespace demarche
