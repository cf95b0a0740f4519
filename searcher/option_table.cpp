// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/option_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include "common/error.hpp"
#include "common/statement.hpp"
#include "searcher/query/fields.hpp"

namespace demarche {
namespace {

constexpr std::size_t min_snippet_length = 20;
constexpr std::size_t max_snippet_length = 100'000;
constexpr std::size_t max_kwic_width = 10'000;
constexpr std::size_t max_jobs = 256;
constexpr double min_timeout_s = 0.001;
constexpr double max_timeout_s = 86'400;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

std::size_t parse_number(std::string_view option, std::string_view value, std::size_t least = 0,
                         std::size_t most = no_limit) {
  std::size_t number = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc{} || stop != end || number < least || number > most) {
    const std::string range = most == no_limit ? fmt::format("from {} on", least)
                                               : fmt::format("from {} to {}", least, most);
    throw UsageError(fmt::format("--{} takes a whole number {}, not '{}'", option, range, value));
  }
  return number;
}

/// Seconds as milliseconds.
unsigned parse_seconds(std::string_view option, std::string_view value) {
  double seconds = 0;
  const char* const end = value.data() + value.size();
  const auto [stop, error] = std::from_chars(value.data(), end, seconds, std::chars_format::fixed);
  // Written so that what is not a number is refused, too.
  const bool is_in_range = seconds >= min_timeout_s && seconds <= max_timeout_s;
  if (error != std::errc{} || stop != end || !is_in_range)
    throw UsageError(fmt::format("--{} takes a number of seconds from {} to {}, not '{}'", option,
                                 min_timeout_s, max_timeout_s, value));
  return static_cast<unsigned>(std::lround(seconds * 1000));
}

/// The names between commas.
std::vector<std::string> parse_list(std::string_view option, std::string_view value) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= value.size();) {
    begin = std::min(value.find_first_not_of(' ', begin), value.size());
    const std::size_t end = std::min(value.find(',', begin), value.size());
    if (end == begin) throw UsageError(fmt::format("--{} has an empty name: '{}'", option, value));
    names.emplace_back(value.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

TimeSpan parse_as_of(std::string_view value) {
  if (const auto span = parse_time(value)) return *span;
  throw UsageError(fmt::format("'{}' is no time", value),
                   "write a day as 2026-03-01, a time as 2026-03-01T12:00 (UTC)");
}

/// The value of the word in `choices`.
template <typename Value, std::size_t N>
Value parse_choice(std::string_view option, std::string_view word,
                   const std::array<std::pair<std::string_view, Value>, N>& choices) {
  std::string names;
  for (const auto& [name, value] : choices) {
    if (name == word) return value;
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  throw UsageError(fmt::format("--{} takes one of {}, not '{}'", option, names, word));
}

constexpr std::array<std::pair<std::string_view, SortOrder>, 3> sort_orders = {
    {{"relevance", SortOrder::relevance},
     {"newest", SortOrder::newest},
     {"oldest", SortOrder::oldest}}};

constexpr std::array<std::pair<std::string_view, OutputFormat>, 8> formats = {
    {{"text", OutputFormat::text},
     {"json", OutputFormat::json},
     {"jsonl", OutputFormat::jsonl},
     {"csv", OutputFormat::csv},
     {"tsv", OutputFormat::tsv},
     {"html", OutputFormat::html},
     {"ids", OutputFormat::ids},
     {"trec", OutputFormat::trec}}};

constexpr std::array<std::pair<std::string_view, Period>, 2> periods = {
    {{"year", Period::year}, {"month", Period::month}}};

constexpr std::array<std::pair<std::string_view, KwicSort>, 3> kwic_sorts = {
    {{"left", KwicSort::left}, {"right", KwicSort::right}, {"date", KwicSort::date}}};

using Value = const std::string&;

constexpr SearcherOption options_table[] = {
    {{"db", 'd', "path", "index to search; repeat it to search several"},
     [](SearcherOptions& o, Value v) { o.index_paths.push_back(v); },
     folders},
    {{"limit", 'n', "number", "show so many statements (10; 0: all)"},
     [](SearcherOptions& o, Value v) { o.limit = parse_number("limit", v); }},
    {{"offset", 0, "number", "leave out so many of the first"},
     [](SearcherOptions& o, Value v) { o.offset = parse_number("offset", v); }},
    {{"sort", 0, "order", "relevance (default), newest or oldest"},
     [](SearcherOptions& o, Value v) { o.sort = parse_choice("sort", v, sort_orders); },
     [] { return names_of(sort_orders); }},
    {{"any", 0, "", "find statements with any of the words"},
     [](SearcherOptions& o, Value) { o.any = true; }},
    {{"all", 0, "", "find statements with all of the words (default)"},
     [](SearcherOptions& o, Value) { o.any = false; }},
    {{"fixed", 'F', "", "plain words: no operators, no fields"},
     [](SearcherOptions& o, Value) { o.fixed = true; }},
    {{"exact", 0, "", "words as written, in no other form or name"},
     [](SearcherOptions& o, Value) { o.exact = true; }},
    {{"no-aliases", 0, "", "find no other names of what is named"},
     [](SearcherOptions& o, Value) { o.aliases = false; }},
    {{"names", 0, "file", "know the names in this table, too; repeatable"},
     [](SearcherOptions& o, Value v) { o.name_files.push_back(v); },
     files},
    {{"format", 'f', "format", "text, json, jsonl, csv, tsv, html, ids or trec"},
     [](SearcherOptions& o, Value v) { o.format = parse_choice("format", v, formats); },
     [] { return names_of(formats); }},
    {{"null", '0', "", "end ids with NUL, not newline (with -f ids)"},
     [](SearcherOptions& o, Value) { o.null_separated = true; }},
    {{"fields", 0, "names", "columns of csv and tsv, members of JSON's hits"},
     [](SearcherOptions& o, Value v) { o.fields = parse_list("fields", v); },
     [] { return words_of(known_fields); }},
    {{"no-snippet", 0, "", "show no passage of the text"},
     [](SearcherOptions& o, Value) { o.snippet = false; }},
    {{"snippet-length", 0, "number", "length of the passage in characters (240)"},
     [](SearcherOptions& o, Value v) {
       o.snippet_length = parse_number("snippet-length", v, min_snippet_length, max_snippet_length);
     }},
    {{"count", 'c', "", "print only how many statements match"},
     [](SearcherOptions& o, Value) { o.count = true; }},
    {{"facet", 0, "field", "count statements by a field's values; repeatable"},
     [](SearcherOptions& o, Value v) { o.facets.push_back(v); },
     [] { return words_of(known_fields); }},
    {{"timeline", 0, "period", "count the statements by year or month"},
     [](SearcherOptions& o, Value v) { o.timeline = parse_choice("timeline", v, periods); },
     [] { return names_of(periods); }},
    {{"kwic", 0, "[=width]", "print every match in its context, one a line"},
     [](SearcherOptions& o, Value v) {
       o.kwic = true;
       if (!v.empty()) o.kwic_width = parse_number("kwic", v, 1, max_kwic_width);
     }},
    {{"kwic-sort", 0, "order", "order the lines by left, right or date"},
     [](SearcherOptions& o, Value v) { o.kwic_sort = parse_choice("kwic-sort", v, kwic_sorts); },
     [] { return names_of(kwic_sorts); }},
    {{"new-since", 0, "file", "only what the last run with this file had not"},
     [](SearcherOptions& o, Value v) { o.seen_file = v; },
     files},
    {{"similar", 0, "id", "find statements like this one"},
     [](SearcherOptions& o, Value v) { o.similar_id = v; }},
    {{"show", 0, "id", "print one statement whole, a query marked in it"},
     [](SearcherOptions& o, Value v) { o.show_id = v; }},
    {{"versions", 0, "id", "list the kept wordings of a statement"},
     [](SearcherOptions& o, Value v) { o.versions_id = v; }},
    {{"diff", 0, "id", "print the sentences that a change changed"},
     [](SearcherOptions& o, Value v) { o.diff_id = v; }},
    {{"as-of", 0, "time", "with --show or --diff: the wording of then"},
     [](SearcherOptions& o, Value v) { o.as_of = parse_as_of(v); }},
    {{"explain", 0, "", "print how the query was understood"},
     [](SearcherOptions& o, Value) { o.explain = true; }},
    {{"score", 0, "", "show each statement's score"},
     [](SearcherOptions& o, Value) { o.score = true; }},
    {{"quiet", 'q', "", "print nothing: the exit status says it all"},
     [](SearcherOptions& o, Value) { o.quiet = true; }},
    {{"batch", 0, "file", "answer a file's lines QID<TAB>QUERY; -: stdin"},
     [](SearcherOptions& o, Value v) { o.batch_file = v; },
     files},
    {{"jobs", 'j', "number", "threads that search (default: all processors)"},
     [](SearcherOptions& o, Value v) {
       o.jobs = static_cast<unsigned>(parse_number("jobs", v, 1, max_jobs));
     }},
    {{"timeout", 0, "seconds", "how long to wait for an index's server (10)"},
     [](SearcherOptions& o, Value v) { o.timeout_ms = parse_seconds("timeout", v); }},
    {{"partial", 0, "", "do without an index that fails, and say so"},
     [](SearcherOptions& o, Value) { o.partial = true; }},
    {{"color", 0, "when", "auto (default), always or never"},
     [](SearcherOptions& o, Value v) { o.color = parse_color_choice(v); },
     [] { return names_of(color_choices); }},
    {{"completion", 0, "shell", "print what completes commands: bash, zsh, fish"}, nullptr, shells},
    {{"help", 'h', "", "print this help"}, nullptr},
    {{"version", 0, "", "print versions: program, Xapian, index format"}, nullptr},
};

constexpr auto option_rows = [] {
  std::array<SearcherOptionRow, std::size(options_table)> rows{};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = options_table[i].row;
  return rows;
}();

constexpr const char* examples = R"(
Examples:
  searcher 'hollow promises'
  searcher '"leave no stone unturned" issuer:Pakistan since:2025-10-01'
  searcher -n 5 --sort newest 'title:(ceasefire OR truce) -draft'

searcher(1) says more; demarche-query(7) is the query language.
)";

}  // namespace

std::span<const SearcherOption> searcher_option_table() { return options_table; }

std::span<const SearcherOptionRow> searcher_option_rows() { return option_rows; }

bool names_output_format(std::string_view word) {
  return std::any_of(formats.begin(), formats.end(),
                     [word](const auto& format) { return format.first == word; });
}

std::string searcher_completion(std::string_view shell) {
  using Argument = CompletedOption::Argument;
  CompletedProgram program{"searcher", {}, "query", words_of(query_field_names(), ":")};
  for (const auto& [row, apply, values] : options_table) {
    Argument argument = row.argument.empty() ? Argument::none : Argument::required;
    if (row.is_optional()) argument = Argument::optional;
    program.options.push_back({row.name, row.letter, argument, row.value_name(), row.help,
                               values != nullptr ? values() : ValueCompletion()});
  }
  return completion_script(program, shell);
}

std::string searcher_help() {
  std::string text =
      "Usage: searcher [OPTIONS] QUERY...\n"
      "       searcher [OPTIONS] --show ID [QUERY...]\n"
      "       searcher [OPTIONS] --similar ID [QUERY...]\n"
      "       searcher [OPTIONS] --versions ID | --diff ID\n"
      "       searcher [OPTIONS] --batch FILE\n"
      "Find statements in an index made by indexer. The query - is read from stdin.\n\n";
  for (const SearcherOptionRow& row : option_rows) {
    const std::string letter = row.letter != 0 ? fmt::format("-{},", row.letter) : "";
    std::string name = fmt::format("--{}", row.name);
    if (!row.argument.empty())
      name += fmt::format("{}{}", row.is_optional() ? "" : " ", row.argument);
    text += fmt::format("  {:<3} {:<24} {}\n", letter, name, row.help);
  }
  return text + examples;
}

}  // namespace demarche
