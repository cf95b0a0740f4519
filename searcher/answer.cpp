// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.hpp"

#include <fmt/format.h>

#include <utility>

#include "common/program.hpp"
#include "searcher/search.hpp"

namespace demarche {
namespace {

/// A run of one query has to name it, too.
constexpr std::string_view only_qid = "1";

bool wants_tables(const SearcherOptions& options) {
  return !options.facets.empty() || options.timeline;
}

SearchScope scope_of(const SearcherOptions& options, bool in_batch) {
  SearchScope scope;
  const bool is_whole = !options.count && !options.explain && !options.quiet;
  scope.tables = is_whole && wants_tables(options);
  // For a person, tables stand instead of the statements.
  scope.hits = is_whole && !(scope.tables && options.format == OutputFormat::text);
  scope.term_counts =
      !options.quiet && (options.explain || (is_whole && options.format == OutputFormat::json));
  // A batch has nobody to ask, but for the program that reads its JSON.
  scope.nothing_found = !options.quiet && !in_batch;
  scope.suggestion =
      !options.quiet && !options.explain && (!in_batch || options.format == OutputFormat::json);
  scope.fields = options.format == OutputFormat::text || options.format == OutputFormat::json;
  return scope;
}

/// Whether the answer is for a person to read.
bool is_text(const SearcherOptions& options) {
  return options.explain || (options.format == OutputFormat::text && !options.count);
}

std::string format(const SearchResults& results, const SearcherOptions& options,
                   const TextStyle& style, std::string_view qid) {
  if (options.explain) return format_explain(results.query);
  if (options.count) return format_count(results, qid);
  switch (options.format) {
    case OutputFormat::json:
      return format_json(results, qid);
    case OutputFormat::ids:
      return format_ids(results, options.null_separated, qid);
    case OutputFormat::trec:
      return format_trec(results, qid.empty() ? only_qid : qid);
    case OutputFormat::text:
      break;
  }
  return wants_tables(options) ? format_tables(results, style) : format_text(results, style);
}

}  // namespace

Answer answer(StatementIndex& index, const SearcherOptions& options, const TextStyle& style,
              std::string_view qid) {
  const SearchScope scope = scope_of(options, !qid.empty());
  SearchResults results = search(index, options, scope);
  Answer answer;
  answer.total = results.total;
  answer.past_end = scope.hits && results.total > 0 && results.hits.empty();
  if (options.quiet) return answer;
  if (!qid.empty() && is_text(options)) answer.out = format_heading(qid, options.query);
  answer.out += format(results, options, style, qid);
  const bool is_said = options.explain || (!options.count && options.format == OutputFormat::json);
  if (results.nothing_found) answer.nothing_found = format_nothing_found(results);
  if (!is_said && !results.nothing_found) answer.doubts = std::move(results.query.doubts);
  if (options.count || options.format != OutputFormat::json)
    answer.suggestion = std::move(results.suggestion);
  answer.suggestion_total = results.suggestion_total;
  // The formats that give statements' fields say this, too.
  if (!scope.hits || !scope.fields) answer.left_out = std::move(results.left_out);
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
