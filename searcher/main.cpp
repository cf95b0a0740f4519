// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <cstdio>

#include "common/error.hpp"
#include "common/program.hpp"
#include "common/terminal.hpp"
#include "searcher/options.hpp"
#include "searcher/output/output.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {
namespace {

TextStyle style_of(const SearcherOptions& options) {
  return {use_color(options.color, stdout), terminal_columns(stdout), options.score};
}

/// Says on stderr which part of the query no statement has.
void explain_nothing(const SearchResults& results) {
  print_message("searcher", "nothing found",
                fmt::format("none of {} statements answers {}", results.statements,
                            results.query.understood));
  const auto& terms = results.query.terms;
  for (const ExplainedTerm& term : terms)
    print_message(
        "searcher", "note",
        fmt::format("{}: {} statements have {}", term.typed, term.statements, term.understood));
}

int run_show(StatementIndex& index, const SearcherOptions& options) {
  const ShownStatement shown = show(index, options);
  if (!shown.found) {
    if (!options.quiet)
      print_message("searcher", "nothing found",
                    fmt::format("no statement has the id {}", *options.show_id));
    return exit_code::incomplete;
  }
  if (!options.quiet)
    write_stdout(format_statement(shown.hit, shown.highlights, style_of(options)));
  return exit_code::ok;
}

std::string format(const SearchResults& results, const SearcherOptions& options) {
  if (options.explain) return format_explain(results.query);
  if (options.count) return fmt::format("{}\n", results.total);
  switch (options.format) {
    case OutputFormat::json:
      return format_json(results);
    case OutputFormat::ids:
      return format_ids(results, options.null_separated);
    case OutputFormat::text:
      break;
  }
  return format_text(results, style_of(options));
}

int run_search(StatementIndex& index, SearcherOptions options) {
  const bool hits = !options.count && !options.explain && !options.quiet;
  if (options.format == OutputFormat::ids) options.snippet = false;
  const bool json = hits && options.format == OutputFormat::json;
  SearchResults results = search(index, options, {hits, options.explain || json});
  if (!options.quiet) write_stdout(format(results, options));
  if (results.total > 0) {
    if (hits && results.hits.empty())
      print_message(
          "searcher", "note",
          fmt::format("there are only {} hits, none after {}", results.total, options.offset));
    return exit_code::ok;
  }
  if (!options.quiet) {
    flush_stdout();
    explain_nothing(search(index, options, {false, true}));
  }
  return exit_code::incomplete;
}

int run(const SearcherOptions& options) {
  StatementIndex index(options.index_paths);
  try {
    const int code = options.show_id ? run_show(index, options) : run_search(index, options);
    flush_stdout();
    return code;
  } catch (const QueryError& error) {
    print_message("searcher", "error", error.what());
    write_stderr(caret_lines(options.query, error.span(), terminal_columns(stderr)));
    if (!error.hint().empty()) write_stderr(fmt::format("hint: {}\n", printable(error.hint())));
    return error.exit_code();
  }
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  using namespace demarche;
  return run_program("searcher", [&] {
    const auto options = parse_searcher_options(argc, argv);
    return options ? run(*options) : exit_code::ok;
  });
}
