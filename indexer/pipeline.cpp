// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/pipeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "common/program.hpp"
#include "indexer/field_sources.hpp"
#include "indexer/index/held_folder.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "indexer/index/index_writer.hpp"
#include "indexer/progress.hpp"
#include "indexer/report.hpp"
#include "indexer/root_update.hpp"
#include "indexer/sources/source.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

std::string absolute(const std::string& path) {
  return std::filesystem::weakly_canonical(path).string();
}

/// The index that a run changes; with --dry-run it is only looked at.
class Target {
public:
  Target(const IndexerOptions& options, WorkerPool& pool) : pool_(pool) {
    if (!options.dry_run) folder_.emplace(options.index_path, options.wait_seconds);
    snapshot_.emplace(folder_ ? folder_->database() : current_database(options.index_path),
                      options.index_path);
  }

  const IndexSnapshot& snapshot() const { return *snapshot_; }

  /// To be called once it is known how much is to be read.
  void expect(std::uint64_t new_bytes) { new_bytes_ = new_bytes; }

  /// Runs `change` on the writer, which is made only when something changes.
  template <typename Change>
  void change(const Change& change) {
    if (folder_) change(writer());
  }

  void commit() {
    if (!folder_) return;
    // A first run makes an index even of nothing.
    if (writer_ || folder_->database().empty()) writer().commit();
  }

private:
  IndexWriter& writer() {
    if (!writer_) writer_ = make_writer({*folder_, *snapshot_, pool_}, new_bytes_);
    return *writer_;
  }

  WorkerPool& pool_;
  std::optional<HeldFolder> folder_;
  std::optional<IndexSnapshot> snapshot_;
  std::uint64_t new_bytes_ = 0;
  std::unique_ptr<IndexWriter> writer_;
};

/// The PATHs, each once and none that lies in another.
std::vector<SourceListing> list_all(const std::vector<std::string>& paths, Report& report) {
  std::vector<SourceListing> listings;
  for (const std::string& path : paths) {
    SourceListing listing = list_sources(path);
    const auto holds = [&](const SourceListing& other) {
      return listing.root == other.root || listing.root.starts_with(other.root + '/');
    };
    const auto outer = std::find_if(listings.begin(), listings.end(), holds);
    if (outer == listings.end())
      listings.push_back(std::move(listing));
    else
      report.warn(path, fmt::format("lies in {}, with which it is indexed", outer->root));
  }
  return listings;
}

/// Takes the index itself, the report and the metadata table, where they lie
/// in a PATH, off its list.
void leave_out_own(SourceListing& listing, const IndexerOptions& options,
                   const FieldSources& fields) {
  const std::string index = absolute(options.index_path) + '/';
  const std::string report = options.report_path ? absolute(*options.report_path) : std::string();
  std::erase_if(listing.files, [&](const SourceFile& file) {
    return file.path.starts_with(index) || file.path == report || fields.is_table(file);
  });
}

void warn_of_fields(const FieldSources& fields) {
  const auto warn = [](std::size_t count, const char* one, const char* several) {
    if (count > 0)
      print_message("indexer", "warning", fmt::format("{} {}", count, count == 1 ? one : several));
  };
  warn(fields.names_without_match(), "file name does not match the name pattern",
       "file names do not match the name pattern");
  warn(fields.statements_without_row(), "statement has no row in the metadata table",
       "statements have no row in the metadata table");
  warn(fields.repeated_rows(), "key stands in several rows of the metadata table: the first counts",
       "keys stand in several rows of the metadata table: the first counts");
}

int run(const IndexerOptions& options) {
  const auto start = Clock::now();
  FieldSources fields(options);
  Report report(options.report_path, options.quiet);
  Progress progress(options.progress);
  std::vector<SourceListing> listings = list_all(options.paths, report);
  for (SourceListing& listing : listings) leave_out_own(listing, options, fields);

  WorkerPool pool(options.jobs);
  // Only now: a mistyped PATH makes no index and waits for no lock.
  Target target(options, pool);
  RunState state{options, fields, target.snapshot(), pool, report, progress, {}, {}};
  std::vector<RootUpdate> updates;
  std::uint64_t new_bytes = 0;
  for (const SourceListing& listing : listings) {
    progress.expect(listing.files.size());
    updates.emplace_back(listing, state);
    new_bytes += updates.back().bytes_to_read();
  }
  target.expect(new_bytes);
  const RootUpdate::Changer changer = [&target](const RootUpdate::Change& change) {
    target.change(change);
  };
  for (RootUpdate& update : updates) update.run(changer);
  check_interrupted();
  target.commit();

  progress.finish();
  report.close();
  if (!options.quiet) {
    warn_of_fields(fields);
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
