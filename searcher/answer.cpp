// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/program.hpp"
#include "common/timestamp.hpp"
#include "searcher/output/kwic.hpp"
#include "searcher/output/list_format.hpp"
#include "searcher/statement_fields.hpp"

namespace demarche {
namespace {

/// A run of one query has to name it, too.
constexpr std::string_view only_qid = "1";

/// Whether what was found is printed, and not only something about it.
bool is_whole(const SearcherOptions& options) {
  return !options.count && !options.explain && !options.quiet;
}

bool wants_tables(const SearcherOptions& options) {
  return !options.facets.empty() || options.timeline;
}

/// Whether the answer is a list or a table for programs.
bool is_list(OutputFormat format) { return is_json(format) || delimited(format); }

/// Whether a format has room for all that was asked for, and says how the query was understood.
bool says_all(OutputFormat format) { return is_json(format) || format == OutputFormat::html; }

/// What is printed instead of the statements.
bool replaces_hits(const SearcherOptions& options) {
  return options.kwic || (wants_tables(options) && !says_all(options.format));
}

/// Whether the answer says how many hits there are.
bool says_total(const SearcherOptions& options) {
  if (!is_whole(options)) return options.count;
  const bool is_bare = options.format == OutputFormat::ids ||
                       options.format == OutputFormat::trec || delimited(options.format);
  return !is_bare || replaces_hits(options);
}

SearchScope scope_of(const SearcherOptions& options, bool in_batch) {
  SearchScope scope;
  scope.tables = is_whole(options) && wants_tables(options);
  scope.hits = is_whole(options) && !replaces_hits(options);
  scope.total = says_total(options);
  scope.term_counts =
      !options.quiet && (options.explain || (is_whole(options) && says_all(options.format)));
  // A batch has nobody to ask, but for the program that reads its JSON. Nor has a watch.
  scope.nothing_found = !options.quiet && !in_batch && !options.seen_file;
  scope.suggestion = !options.quiet && !options.explain && (!in_batch || is_json(options.format));
  scope.fields = options.format != OutputFormat::ids && options.format != OutputFormat::trec;
  return scope;
}

/// Whether the answer is for a person to read.
bool is_text(const SearcherOptions& options) {
  return options.explain || (options.format == OutputFormat::text && !options.count);
}

/// The columns of a list: chosen, or those of its format; none: all that there is.
std::vector<Column> columns_of(const StatementIndex& index, const SearcherOptions& options) {
  if (!options.fields.empty())
    return options.kwic ? chosen_columns(options.fields, occurrence_columns, index)
                        : chosen_columns(options.fields, hit_columns, index);
  if (options.kwic) return default_occurrence_columns();
  return delimited(options.format) ? default_hit_columns(options.snippet) : std::vector<Column>();
}

HitParts parts_of(const std::vector<Column>& columns) {
  const auto has = [&](std::string_view name) {
    return std::any_of(columns.begin(), columns.end(),
                       [name](const Column& column) { return column.name == name; });
  };
  return {columns.empty() || has("snippet"), has("text")};
}

/// A list or a table for programs, but for a concordance, which is written by now.
void add_list(const SearchResults& results, const SearcherOptions& options,
              const std::vector<Column>& columns, std::string_view qid, Answer& answer) {
  const auto form = delimited(options.format);
  if (options.kwic) return;
  if (form && options.timeline) {
    answer.header = timeline_header(*form, !qid.empty());
    answer.out = format_timeline(results, *form, qid);
  } else if (form && !options.facets.empty()) {
    answer.header = facets_header(*form, !qid.empty());
    answer.out = format_facets(results, *form, qid);
  } else {
    const ListFormat list(options.format, columns, qid);
    answer.header = list.header();
    answer.out = format_hits(list, results);
  }
}

ReportSettings report_settings_of(const SearcherOptions& options) {
  return {run_time_s(), options.sort, options.score, options.similar_id.has_value(),
          options.seen_file.has_value()};
}

/// Of any other format.
std::string format(const SearchResults& results, const SearcherOptions& options,
                   const AnswerContext& context) {
  if (options.explain) return format_explain(results.query, context.style.columns);
  if (options.count) return format_count(results, context.qid);
  switch (options.format) {
    case OutputFormat::html:
      return format_html(results, report_settings_of(options));
    case OutputFormat::ids:
      return format_ids(results, options.null_separated, context.qid);
    case OutputFormat::trec:
      return format_trec(results, context.qid.empty() ? only_qid : context.qid);
    case OutputFormat::text:
    case OutputFormat::json:
    case OutputFormat::jsonl:
    case OutputFormat::csv:
    case OutputFormat::tsv:
      break;
  }
  return wants_tables(options) ? format_tables(results, context.style)
                               : format_text(results, context.style);
}

/// Searches; at a terminal the hits are written before they are counted, where that takes long.
/// `has_written`: whether they were.
SearchResults search_with_page(StatementIndex& index, const SearcherOptions& options,
                               SearchScope scope, const AnswerContext& context, bool& has_written) {
  const bool is_page = context.style.terminal && is_whole(options) &&
                       options.format == OutputFormat::text && !wants_tables(options);
  if (is_page && context.write)
    scope.first_page = [&](const std::vector<Hit>& hits) {
      context.write(format_text_hits(hits, context.style));
      flush_stdout();
      has_written = true;
    };
  return search(index, options, scope);
}

/// Searches, and writes the lines of a concordance for a person.
SearchResults search_with_lines(StatementIndex& index, const SearcherOptions& options,
                                SearchScope scope, const AnswerContext& context) {
  const KwicPage page(options.kwic_width, context.style);
  SearcherOptions wide = options;
  wide.kwic_width = page.context_characters();
  scope.occurrences = [&](const Occurrence& occurrence) { context.write(page.line(occurrence)); };
  SearchResults results = search(index, wide, scope);
  if (results.total > 0) context.write(page.summary(*results.concordance));
  return results;
}

/// Searches, and writes a concordance for programs. Nothing is written of a query with an error.
SearchResults search_with_items(StatementIndex& index, SearcherOptions options, SearchScope scope,
                                ListFormat list, const AnswerContext& context) {
  bool has_begun = false;
  const auto begin = [&] {
    if (!std::exchange(has_begun, true)) context.write(list.header() + list.begin_concordance());
  };
  if (options.kwic_width == 0) options.kwic_width = default_kwic_width;
  scope.occurrences = [&](const Occurrence& occurrence) {
    begin();
    context.write(list.item(occurrence));
  };
  SearchResults results = search(index, options, scope);
  begin();
  context.write(list.end_concordance(results));
  return results;
}

}  // namespace

Answer answer(StatementIndex& index, const SearcherOptions& options, const AnswerContext& context) {
  SearchScope scope = scope_of(options, !context.qid.empty());
  scope.seen = context.seen;
  const std::vector<Column> columns = columns_of(index, options);
  scope.parts = parts_of(columns);
  const bool has_concordance = options.kwic && is_whole(options);
  bool has_page = false;
  SearchResults results =
      !has_concordance ? search_with_page(index, options, scope, context, has_page)
      : is_list(options.format)
          ? search_with_items(index, options, scope, {options.format, columns}, context)
          : search_with_lines(index, options, scope, context);
  Answer answer;
  answer.total = results.total;
  answer.past_end = scope.hits && results.total > 0 && results.hits.empty();
  answer.new_ids = std::move(results.new_ids);
  answer.shows_statements = !results.hits.empty() || results.concordance;
  if (options.quiet) return answer;
  if (!context.qid.empty() && is_text(options))
    answer.out = format_heading(context.qid, options.query);
  const bool is_json_answer = is_whole(options) && is_json(options.format);
  if (is_whole(options) && is_list(options.format))
    add_list(results, options, columns, context.qid, answer);
  else if (has_page)
    answer.out = format_text_end(results, context.style);
  else
    answer.out += format(results, options, context);
  const bool is_said = options.explain || is_json_answer;
  if (results.nothing_found) answer.nothing_found = format_nothing_found(results);
  if (!is_said && !results.nothing_found) answer.doubts = std::move(results.query.doubts);
  if (!is_json_answer) answer.suggestion = std::move(results.suggestion);
  answer.suggestion_total = results.suggestion_total;
  // A page says this, too, but goes to a file, mostly.
  const bool says_left_out =
      is_json_answer || (is_whole(options) && options.format == OutputFormat::text);
  if (!says_left_out) answer.left_out = std::move(results.left_out);
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
