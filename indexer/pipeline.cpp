// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/pipeline.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "common/program.hpp"
#include "indexer/document_builder.hpp"
#include "indexer/field_sources.hpp"
#include "indexer/index_writer.hpp"
#include "indexer/progress.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/report.hpp"
#include "indexer/sources/source.hpp"

namespace demarche {
namespace {

using Clock = std::chrono::steady_clock;

/// A file changed so shortly before it was read may change again within one
/// tick of the file system's clock; it is read again next time.
constexpr std::int64_t fresh_ns = 2'000'000'000;

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// The index as the run sees it: the real one, or with --dry-run one that is
/// only read, so that both run the same code.
class Target {
public:
  explicit Target(const IndexerOptions& options) : dry_run_(options.dry_run) {
    if (!dry_run_ || is_database(options.index_path))
      writer_.emplace(options.index_path, options.wait_seconds);
  }

  std::map<std::string, IndexedStatement, std::less<>> statements_of(
      const std::string& root) const {
    return writer_ ? writer_->statements_of(root)
                   : std::map<std::string, IndexedStatement, std::less<>>{};
  }
  std::uint32_t find(const std::string& id) const { return writer_ ? writer_->find(id) : 0; }
  std::string root_of(std::uint32_t document) const { return writer_->root_of(document); }

  template <typename Change>
  void change(const Change& change) {
    if (!dry_run_) change(*writer_);
  }

private:
  bool dry_run_;
  std::optional<IndexWriter> writer_;
};

class Run {
public:
  explicit Run(const IndexerOptions& options)
      : options_(options),
        fields_(options),
        report_(options.report_path, options.quiet),
        progress_(options.progress),
        own_folder_(std::filesystem::weakly_canonical(options.index_path).string()),
        own_report_(options.report_path
                        ? std::filesystem::weakly_canonical(*options.report_path).string()
                        : std::string{}) {}

  int execute() {
    const auto start = Clock::now();
    const std::vector<SourceListing> listings = list_all();
    // Only now: a mistyped PATH makes no index and waits for no lock.
    target_.emplace(options_);
    for (const SourceListing& listing : listings) progress_.expect(listing.files.size());
    for (const SourceListing& listing : listings) index(listing);
    check_interrupted();
    target_->change([](IndexWriter& writer) { writer.commit(); });
    progress_.finish();
    report_.close();
    warn_of_fields();
    const std::chrono::duration<double> seconds = Clock::now() - start;
    if (!options_.quiet)
      write_stderr(
          fmt::format("indexer: {}\n", sum_up(report_.tally(), seconds.count(), options_.dry_run)));
    return report_.tally().skipped > 0 ? exit_code::incomplete : exit_code::ok;
  }

private:
  using Former = std::map<std::string, IndexedStatement, std::less<>>::iterator;

  /// The PATHs, each once and none that lies in another.
  std::vector<SourceListing> list_all() {
    std::vector<SourceListing> listings;
    for (const std::string& path : options_.paths) {
      SourceListing listing = list_sources(path);
      const auto holds = [&](const SourceListing& other) {
        return listing.root == other.root || listing.root.starts_with(other.root + '/');
      };
      const auto outer = std::find_if(listings.begin(), listings.end(), holds);
      if (outer == listings.end())
        listings.push_back(std::move(listing));
      else
        report_.warn(path, fmt::format("lies in {}, with which it is indexed", outer->root));
    }
    return listings;
  }

  void index(const SourceListing& listing) {
    former_ = target_->statements_of(listing.root);
    const std::size_t held = former_.size();
    yielded_ = 0;
    for (const SkippedInput& skipped : listing.skipped)
      report_.add(Outcome::skipped, skipped.name, {}, skipped.reason);
    // First, so that a file that only changed its name can keep its id.
    if (options_.prune) remove_vanished(listing);
    for (const SourceFile& file : listing.files) {
      check_interrupted();
      progress_.advance(report_.tally().bytes);
      if (!fields_.is_table(file) && !is_own(file)) index(file);
    }
    store_deferred();
    if (!options_.prune) return;
    if (held > 0 && yielded_ == 0)
      throw UsageError(fmt::format("{} yields no statement, but the index holds {} of it: nothing "
                                   "was changed",
                                   listing.root, held),
                       "if they are really gone, index what remains into a new index");
    // What is left here is of files that are no statements any more.
    while (!former_.empty()) remove(former_.begin());
  }

  void remove_vanished(const SourceListing& listing) {
    std::set<std::string_view> names;
    for (const SourceFile& file : listing.files) names.insert(file.name);
    for (auto former = former_.begin(); former != former_.end();) {
      const auto next = std::next(former);
      if (is_unseen(former->first, listing)) {
        ids_.emplace(former->second.id, former->first);
        keep(former);
      } else if (!names.contains(former->first)) {
        remove(former);
      }
      former = next;
    }
  }

  /// Whether a file may still be there, in a folder that could not be read.
  static bool is_unseen(const std::string& name, const SourceListing& listing) {
    return std::any_of(listing.skipped.begin(), listing.skipped.end(), [&](const auto& skipped) {
      return name == skipped.name ||
             (skipped.name.ends_with('/') && name.starts_with(skipped.name));
    });
  }

  /// The index itself and the report, where they lie in a PATH.
  bool is_own(const SourceFile& file) const {
    return file.path.starts_with(own_folder_ + '/') || file.path == own_report_;
  }

  void index(const SourceFile& file) {
    SourceStamp stamp{file.size_bytes, file.modified_ns, fields_.fingerprint(), 0, file.name};
    const auto former = former_.find(file.name);
    if (former != former_.end() && former->second.source.proves_unchanged(stamp)) {
      report_.add(Outcome::unchanged, file.name, former->second.id);
      ids_.emplace(former->second.id, file.name);
      keep(former);
      return;
    }
    if (now_ns() - file.modified_ns < fresh_ns) stamp.modified_ns = 0;
    auto read = read_file(file);
    if (!read) {
      report_.add(Outcome::skipped, file.name, {}, read.error());
      // What can't be opened now may still say what it said.
      if (former != former_.end() && access(file.path.c_str(), R_OK) != 0) {
        ids_.emplace(former->second.id, file.name);
        keep(former);
      }
      return;
    }
    report_.add_bytes(file.size_bytes);
    fields_.complete(*read, file);
    for (const std::string& warning : read->warnings) report_.warn(file.name, warning);
    stamp.content = content_hash(read->statement);
    store(read->statement, file, stamp, former, false);
  }

  /// Statements whose id another file held when the run began: it may give
  /// the id up, and by now it has said so.
  void store_deferred() {
    for (Deferred& deferred : std::exchange(deferred_, {}))
      store(deferred.statement, deferred.file, deferred.stamp, former_.find(deferred.file.name),
            true);
  }

  void store(Statement& statement, const SourceFile& file, const SourceStamp& stamp, Former former,
             bool last_try) {
    const bool known = former != former_.end();
    const std::uint32_t own = known ? former->second.document : 0;
    if (!last_try && is_held_by_former(statement.id, own)) {
      deferred_.push_back({std::move(statement), file, stamp});
      return;
    }
    if (const std::string owner = owner_of(statement.id, own); !owner.empty()) {
      report_.add(Outcome::skipped, file.name, {},
                  fmt::format("its id “{}” is that of {}", statement.id, owner));
      return;
    }
    ids_.emplace(statement.id, file.name);
    if (!known) {
      target_->change([&](IndexWriter& writer) { writer.add(statement, file.root, stamp); });
      report_.add(Outcome::indexed, file.name, statement.id);
      ++yielded_;
      return;
    }
    const std::uint32_t document = former->second.document;
    if (former->second.source.content == stamp.content) {
      target_->change([&](IndexWriter& writer) { writer.restamp(document, stamp); });
      report_.add(Outcome::unchanged, file.name, statement.id);
    } else {
      if (former->second.id != statement.id) changed_.insert(document);
      target_->change(
          [&](IndexWriter& writer) { writer.replace(document, statement, file.root, stamp); });
      report_.add(Outcome::updated, file.name, statement.id);
    }
    keep(former);
  }

  /// Whether a statement has this id whose file is still to be read, or to be read anew.
  bool is_held_by_former(const std::string& id, std::uint32_t own_document) const {
    const std::uint32_t holder = target_->find(id);
    return holder != 0 && holder != own_document &&
           std::any_of(former_.begin(), former_.end(),
                       [holder](const auto& former) { return former.second.document == holder; });
  }

  /// Who else has this id, as a reader would name it; empty where nobody has,
  /// or only one who will have lost it at the end of the run.
  std::string owner_of(const std::string& id, std::uint32_t own_document) const {
    if (const auto taken = ids_.find(id); taken != ids_.end()) return taken->second;
    const std::uint32_t holder = target_->find(id);
    // A dry run leaves in the index what it would remove or replace.
    if (holder == 0 || holder == own_document || changed_.contains(holder) ||
        is_held_by_former(id, own_document))
      return {};
    return fmt::format("a statement that was indexed from {}", target_->root_of(holder));
  }

  void keep(Former former) {
    former_.erase(former);
    ++yielded_;
  }

  void remove(Former former) {
    const std::uint32_t document = former->second.document;
    target_->change([&](IndexWriter& writer) { writer.remove(document); });
    report_.add(Outcome::removed, former->first, former->second.id);
    changed_.insert(document);
    former_.erase(former);
  }

  void warn_of_fields() {
    const auto warn = [this](std::size_t count, const char* what) {
      if (count > 0 && !options_.quiet)
        print_message("indexer", "warning", fmt::format("{} {}", count, what));
    };
    warn(fields_.names_without_match(), "file names do not match the name pattern");
    warn(fields_.statements_without_row(), "statements have no row in the metadata table");
    warn(fields_.repeated_rows(),
         "keys stand in several rows of the metadata table: the first counts");
  }

  const IndexerOptions& options_;
  FieldSources fields_;
  Report report_;
  std::optional<Target> target_;
  Progress progress_;
  std::string own_folder_, own_report_;  ///< absolute
  struct Deferred {
    Statement statement;
    SourceFile file;
    SourceStamp stamp;
  };
  std::vector<Deferred> deferred_;
  /// Statements of the root being indexed that no file has claimed yet.
  std::map<std::string, IndexedStatement, std::less<>> former_;
  std::set<std::uint32_t> changed_;                      ///< documents that lost their id
  std::map<std::string, std::string, std::less<>> ids_;  ///< of this run: id -> file name
  std::size_t yielded_ = 0;                              ///< statements of this root
};

}  // namespace

int run_pipeline(const IndexerOptions& options) {
  defer_interrupts();
  return Run(options).execute();
}

}  // namespace demarche
