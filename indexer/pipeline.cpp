// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/schema.hpp"
#include "common/program.hpp"
#include "common/timestamp.hpp"
#include "indexer/field_sources.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "indexer/progress.hpp"
#include "indexer/report.hpp"
#include "indexer/root_update.hpp"
#include "indexer/sources/source.hpp"
#include "indexer/statement_update.hpp"
#include "indexer/target.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

std::string absolute(const std::string& path) {
  return std::filesystem::weakly_canonical(path).string();
}

/// A corpus on its way into the index. Others point into it.
struct Corpus {
  const CorpusOptions& options;
  FieldSources fields;
  std::vector<SourceListing> listings;

  explicit Corpus(const CorpusOptions& corpus) : options(corpus), fields(corpus) {}
};

bool lies_in(const std::string& path, const std::string& root) {
  return path.starts_with(root + '/');
}

/// Lists the PATHs of all corpora, each once; one that lies in another is indexed with that.
/// Throws UsageError where they are of different corpora, and so have different settings.
void list_all(std::deque<Corpus>& corpora, Report& report) {
  std::map<std::string, const Corpus*> roots;
  for (Corpus& corpus : corpora) {
    for (const std::string& path : corpus.options.paths) {
      SourceListing listing = list_sources(path);
      const auto [known, is_new] = roots.emplace(listing.root, &corpus);
      if (is_new)
        corpus.listings.push_back(std::move(listing));
      else if (known->second != &corpus)
        throw UsageError(fmt::format("{} belongs to two corpora", path));
      else
        report.warn(path, "is given twice");
    }
  }
  for (Corpus& corpus : corpora) {
    std::erase_if(corpus.listings, [&](const SourceListing& listing) {
      const auto outer = std::find_if(roots.begin(), roots.end(), [&](const auto& root) {
        return lies_in(listing.root, root.first);
      });
      if (outer == roots.end()) return false;
      if (outer->second != &corpus)
        throw UsageError(fmt::format("{} lies in {}, which belongs to another corpus", listing.root,
                                     outer->first));
      report.warn(listing.root, fmt::format("lies in {}, with which it is indexed", outer->first));
      return true;
    });
  }
}

/// Takes the index itself, the report and the metadata table, where they lie
/// in a PATH, off its list.
void leave_out_own(SourceListing& listing, const IndexerOptions& options,
                   const FieldSources& fields) {
  const std::string index = absolute(options.index_path) + '/';
  const std::string report = options.report_path ? absolute(*options.report_path) : std::string();
  std::erase_if(listing.files, [&](const SourceFile& file) {
    const std::string path = file.path();
    return path.starts_with(index) || path == report || fields.is_table(path);
  });
}

template <typename Condition>
bool any_listing(const std::deque<Corpus>& corpora, const Condition& condition) {
  return std::any_of(corpora.begin(), corpora.end(), [&](const Corpus& corpus) {
    return std::any_of(corpus.listings.begin(), corpus.listings.end(), condition);
  });
}

/// PATHs of former runs that lie in those of this one, which takes their statements over.
std::vector<SourceListing> taken_over(const std::deque<Corpus>& corpora,
                                      const IndexSnapshot& snapshot) {
  std::vector<SourceListing> taken;
  for (const std::string& root : snapshot.roots()) {
    if (any_listing(corpora, [&](const auto& listing) { return lies_in(root, listing.root); }))
      taken.push_back({root, {}, {}});
  }
  return taken;
}

/// An index is made anew of all PATHs that it has statements of, or not at all.
void check_roots(const std::deque<Corpus>& corpora, const IndexSnapshot& snapshot) {
  for (const std::string& root : snapshot.roots()) {
    if (any_listing(corpora, [&](const auto& listing) {
          return listing.root == root || lies_in(root, listing.root);
        }))
      continue;
    if (root == stdin_name)
      throw UsageError(
          "the index holds statements that were piped in, and --rebuild would lose them",
          "pipe all of them in again: indexer --rebuild - ...");
    throw UsageError(
        fmt::format("the index also holds statements of {}, and --rebuild would lose them", root),
        "name that PATH too");
  }
}

void warn_of_fields(const std::deque<Corpus>& corpora) {
  const auto warn = [&](std::size_t (FieldSources::*counted)() const, const char* one,
                        const char* several) {
    std::size_t count = 0;
    for (const Corpus& corpus : corpora) count += (corpus.fields.*counted)();
    if (count > 0)
      print_message("indexer", "warning", fmt::format("{} {}", count, count == 1 ? one : several));
  };
  warn(&FieldSources::names_without_match, "file name does not match the name pattern",
       "file names do not match the name pattern");
  warn(&FieldSources::statements_without_row, "statement has no row in the metadata table",
       "statements have no row in the metadata table");
  warn(&FieldSources::repeated_rows,
       "key stands in several rows of the metadata table: the first counts",
       "keys stand in several rows of the metadata table: the first counts");
}

/// The roots of a run, in the order in which of a statement's copies the first
/// is found: that of their sources.
std::deque<RootUpdate> updates_of(std::deque<Corpus>& corpora, RunState& state) {
  std::map<std::string, std::pair<Corpus*, const SourceListing*>> roots;
  for (Corpus& corpus : corpora) {
    for (const SourceListing& listing : corpus.listings)
      roots.emplace(root_key(listing.root), std::pair(&corpus, &listing));
  }
  std::deque<RootUpdate> updates;
  for (const auto& [key, root] : roots)
    updates.emplace_back(*root.second, root.first->options, root.first->fields, state);
  return updates;
}

int run(const IndexerOptions& options) {
  const auto start = Clock::now();
  std::deque<Corpus> corpora;
  if (options.corpora.empty()) corpora.emplace_back(options);
  for (const CorpusOptions& corpus : options.corpora) corpora.emplace_back(corpus);
  if (options.report_path &&
      (absolute(*options.report_path) + '/').starts_with(absolute(options.index_path) + '/'))
    throw UsageError(fmt::format("the report {} would lie in the index", *options.report_path));
  Report report(options.report_path, options.quiet);
  Progress progress(options.progress);
  list_all(corpora, report);
  for (Corpus& corpus : corpora) {
    for (SourceListing& listing : corpus.listings) leave_out_own(listing, options, corpus.fields);
  }

  WorkerPool pool(options.jobs);
  // Only now: a mistyped PATH makes no index and waits for no lock.
  Target target(options, pool);
  if (options.rebuild) check_roots(corpora, target.snapshot());
  const StatementUpdate::Changer changer = [&target](const StatementUpdate::Change& change) {
    target.change(change);
  };
  StatementUpdate statements(
      target.snapshot(),
      {options.keep_duplicates, options.keep_versions, options.rebuild, run_time_s()}, report,
      changer);
  RunState state{options, target.snapshot(), pool, report, progress, statements, changer, {}, {}};
  std::deque<RootUpdate> updates = updates_of(corpora, state);
  const std::vector<SourceListing> inner = taken_over(corpora, target.snapshot());
  std::uint64_t new_bytes = 0;
  for (const RootUpdate& update : updates) new_bytes += update.bytes_to_read();
  for (const Corpus& corpus : corpora) {
    for (const SourceListing& listing : corpus.listings) progress.expect(listing.files.size());
  }
  progress.expect_bytes(new_bytes);
  target.expect(new_bytes);
  // What is gone comes first, so that whatever takes its id finds it free.
  if (options.prune) {
    for (const SourceListing& listing : inner)
      RootUpdate(listing, corpora.front().options, corpora.front().fields, state).remove_vanished();
  }
  for (RootUpdate& update : updates) update.remove_vanished();
  for (RootUpdate& update : updates) update.run();
  statements.finish();
  check_interrupted();
  target.commit();

  progress.finish();
  report.close();
  if (!options.quiet) {
    warn_of_fields(corpora);
    const std::chrono::duration<double> seconds = Clock::now() - start;
    write_stderr(
        fmt::format("indexer: {}\n", sum_up(report.tally(), seconds.count(), options.dry_run)));
  }
  return report.tally().skipped > 0 ? exit_code::incomplete : exit_code::ok;
}

}  // namespace

int run_pipeline(const IndexerOptions& options) {
  defer_interrupts();
  return run(options);
}

}  // namespace demarche
