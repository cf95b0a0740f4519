// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <malloc.h>
#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>

#include "common/error.hpp"
#include "common/program.hpp"
#include "common/terminal.hpp"
#include "searcher/answer.hpp"
#include "searcher/batch.hpp"
#include "searcher/options.hpp"
#include "searcher/output/output.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {
namespace {

/// Takes the memory that a search needs from the kernel at once. It gives pages
/// one by one otherwise, as each is touched, which is a large part of what a short
/// run costs (tests/bench/README.md), and does so where it can't do this.
void ready_memory() {
  constexpr std::size_t bytes = std::size_t{384} << 10U;
  constexpr std::size_t page_bytes = 4096;
  constexpr int large_bytes = 4 << 20;
  // Whatever is smaller is taken from, and given back to, this memory.
  mallopt(M_MMAP_THRESHOLD, large_bytes);
  mallopt(M_TRIM_THRESHOLD, large_bytes);
  void* const memory = std::aligned_alloc(page_bytes, bytes);
  madvise(memory, bytes, MADV_POPULATE_WRITE);
  std::free(memory);
}

TextStyle style_of(const SearcherOptions& options) {
  return {use_color(options.color, stdout), terminal_columns(stdout), options.score};
}

/// Says on stderr which part of the query no statement has, and how it was understood.
void explain_nothing(const NothingFound& nothing) {
  print_message("searcher", "nothing found",
                fmt::format("none of {} statements answers {}", nothing.statements,
                            nothing.query.understood));
  for (const ExplainedTerm& term : nothing.query.terms)
    print_message(
        "searcher", "note",
        fmt::format("{}: {} {} {}", term.typed, term.statements,
                    term.statements == 1 ? "statement has" : "statements have", term.understood));
  for (const std::string& note : nothing.query.notes) print_message("searcher", "note", note);
}

int run_show(StatementIndex& index, const SearcherOptions& options) {
  const ShownStatement shown = show(index, options);
  // Not below the statement, which is printed as it is.
  if (!options.quiet)
    for (const LeftOutIndex& left_out : index.left_out()) print_left_out(left_out);
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

int run_search(StatementIndex& index, const SearcherOptions& options) {
  const Answer found = answer(index, options, style_of(options));
  write_stdout(found.out);
  for (const LeftOutIndex& left_out : found.left_out) print_left_out(left_out);
  if (!found.doubts.empty()) flush_stdout();
  print_doubts(found.doubts);
  if (!found.suggestion.empty()) {
    flush_stdout();
    print_message("searcher", "did you mean", found.suggestion);
  }
  if (found.total > 0) {
    if (found.past_end)
      print_message(
          "searcher", "note",
          fmt::format("there are only {} hits, none after {}", found.total, options.offset));
    return exit_code::ok;
  }
  if (found.nothing_found) {
    flush_stdout();
    explain_nothing(*found.nothing_found);
  }
  return exit_code::incomplete;
}

int run(const SearcherOptions& options) {
  if (options.batch_file) return run_batch(options, style_of(options));
  StatementIndex index(options.index_paths, {options.timeout_ms, options.partial});
  try {
    const int code = options.show_id ? run_show(index, options) : run_search(index, options);
    flush_stdout();
    return code;
  } catch (const QueryError& error) {
    print_query_error(error, options.query, terminal_columns(stderr));
    return error.exit_code();
  }
}

}  // namespace
}  // namespace demarche

int main(int argc, char** argv) {
  using namespace demarche;
  ready_memory();
  return run_program("searcher", [&] {
    const auto options = parse_searcher_options(argc, argv);
    return options ? run(*options) : exit_code::ok;
  });
}
