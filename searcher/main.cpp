// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "common/error.hpp"
#include "common/program.hpp"
#include "common/terminal.hpp"
#include "common/timestamp.hpp"
#include "searcher/answer.hpp"
#include "searcher/batch.hpp"
#include "searcher/history.hpp"
#include "searcher/one_state.hpp"
#include "searcher/options.hpp"
#include "searcher/output/counted.hpp"
#include "searcher/output/output.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/search.hpp"
#include "searcher/seen_hits.hpp"
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
  constexpr int more_bytes = 2 << 20;
  // Whatever is smaller is taken from, and given back to, this memory.
  mallopt(M_MMAP_THRESHOLD, large_bytes);
  mallopt(M_TRIM_THRESHOLD, large_bytes);
  // Other threads take theirs at once, too, and not block by block, each time as the others wait.
  mallopt(M_TOP_PAD, more_bytes);
  void* const memory = std::aligned_alloc(page_bytes, bytes);
  madvise(memory, bytes, MADV_POPULATE_WRITE);
  std::free(memory);
}

TextStyle style_of(const SearcherOptions& options) {
  return {use_color(options.color, stdout), terminal_columns(stdout), options.score,
          isatty(fileno(stdout)) != 0};
}

/// Says that there is no such statement, or was none at that time.
int report_none(const std::string& id, const std::optional<TimeSpan>& as_of, bool quiet) {
  if (!quiet)
    print_message(
        "searcher", "nothing found",
        as_of ? fmt::format("the index has no wording of {} of {}", id, format_time(as_of->last_s))
              : fmt::format("no statement has the id {}", id));
  return exit_code::incomplete;
}

History history_on(StatementIndex& index, const std::string& id) {
  return on_one_state(index, [&] { return history_of(index, id); });
}

void print_all_left_out(const StatementIndex& index, const SearcherOptions& options) {
  if (options.quiet) return;
  for (const LeftOutIndex& left_out : index.left_out()) print_left_out(left_out);
}

int run_show(StatementIndex& index, const SearcherOptions& options) {
  const ShownStatement shown = show(index, options);
  print_all_left_out(index, options);  // not below the statement, which is printed as it is
  if (!shown.found) {
    const int code = report_none(*options.show_id, options.as_of, options.quiet);
    if (!options.quiet && !history_on(index, *options.show_id).wordings.empty())
      print_message("searcher", "note", "--versions lists the wordings that the index has of it");
    return code;
  }
  if (options.quiet) return exit_code::ok;
  std::optional<std::int64_t> as_of_s;
  if (options.as_of) as_of_s = options.as_of->last_s;
  write_stdout(options.format == OutputFormat::html
                   ? format_statement_html(shown, {run_time_s(), options.query, as_of_s})
                   : format_statement(shown, style_of(options)));
  return exit_code::ok;
}

int run_versions(StatementIndex& index, const SearcherOptions& options) {
  const std::string& id = *options.versions_id;
  const History history = history_on(index, id);
  print_all_left_out(index, options);
  if (history.wordings.empty()) return report_none(id, {}, options.quiet);
  if (options.quiet) return exit_code::ok;
  write_stdout(options.format == OutputFormat::json ? format_versions_json(history)
                                                    : format_versions(history, style_of(options)));
  return exit_code::ok;
}

/// The last wording against that of --as-of, or against the one before it.
int run_diff(StatementIndex& index, const SearcherOptions& options) {
  const std::string& id = *options.diff_id;
  History history = history_on(index, id);
  print_all_left_out(index, options);
  if (history.wordings.empty()) return report_none(id, {}, options.quiet);
  const auto older =
      options.as_of ? wording_at(history, options.as_of->last_s) : wording_before_last(history);
  if (!older && options.as_of) return report_none(id, options.as_of, options.quiet);
  const auto note = [&](const std::string& what) {
    if (!options.quiet) print_message("searcher", "note", what);
    return exit_code::incomplete;
  };
  if (!older) return note(fmt::format("the index has kept no earlier wording of {}", id));
  const WordingDiff diff = diff_of(*older, std::move(history.wordings.back()));
  if (!options.quiet)
    write_stdout(options.format == OutputFormat::json ? format_diff_json(diff)
                                                      : format_diff(diff, style_of(options)));
  if (!diff.changes.empty()) return exit_code::ok;
  if (diff.fields.empty()) return note("the sentences are the same");
  return note(fmt::format("the sentences are the same; what changed is the {}",
                          fmt::join(diff.fields, ", ")));
}

/// One statement, by its id.
int run_one(StatementIndex& index, const SearcherOptions& options) {
  if (options.versions_id) return run_versions(index, options);
  return options.diff_id ? run_diff(index, options) : run_show(index, options);
}

/// What is seen is so for one query, read in one way.
std::string seen_key(const std::string& understood, const SearcherOptions& options) {
  return understood + (options.exact ? " --exact" : "") + (options.aliases ? "" : " --no-aliases");
}

int run_search(StatementIndex& index, const SearcherOptions& options) {
  std::optional<SeenHits> seen;
  AnswerContext context{style_of(options), {}, write_stdout, {}};
  if (options.seen_file)
    context.seen = [&](const std::string& understood) -> const SeenIds& {
      if (!seen) seen.emplace(*options.seen_file, seen_key(understood, options));
      return seen->ids();
    };
  const Answer found = answer(index, options, context);
  write_stdout(found.header);
  write_stdout(found.out);
  if (seen && found.shows_statements) {
    // Only what was printed has been seen.
    flush_stdout();
    seen->add(found.new_ids);
  }
  for (const LeftOutIndex& left_out : found.left_out) print_left_out(left_out);
  if (!found.doubts.empty()) flush_stdout();
  print_doubts(found.doubts);
  if (!found.suggestion.empty()) {
    flush_stdout();
    print_message(
        "searcher", "did you mean",
        fmt::format("{} ({})", found.suggestion, counted(found.suggestion_total, "statement")));
  }
  if (found.total > 0) {
    if (found.past_end)
      print_message(
          "searcher", "note",
          fmt::format("there are only {} hits, none after {}", found.total, options.offset));
    return exit_code::ok;
  }
  flush_stdout();
  write_stderr(found.nothing_found);
  return exit_code::incomplete;
}

int run(const SearcherOptions& options) {
  blame_faults_on("searcher", fmt::format("{}", fmt::join(options.index_paths, ", ")));
  if (options.batch_file) return run_batch(options, style_of(options));
  StatementIndex index(options.index_paths, {options.timeout_ms, options.partial}, {options.jobs});
  try {
    const bool is_one = options.show_id || options.versions_id || options.diff_id;
    const int code = is_one ? run_one(index, options) : run_search(index, options);
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
