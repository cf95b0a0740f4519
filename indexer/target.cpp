// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/target.hpp"

#include <fmt/format.h>

#include <string>
#include <system_error>

#include "common/error.hpp"
#include "common/index/block_check.hpp"
#include "common/index/index_folder.hpp"
#include "common/program.hpp"
#include "indexer/index/checksums.hpp"

namespace demarche {

Target::Target(const IndexerOptions& options, WorkerPool& pool)
    : pool_(pool), rebuild_(options.rebuild) {
  if (!options.dry_run) folder_.emplace(options.index_path, options.wait_seconds);
  snapshot_.emplace(folder_ ? folder_->database() : current_database(options.index_path),
                    options.index_path, rebuild_);
  if (folder_ && !folder_->database().empty() && folder_->database() != folder_->path())
    folder_->clear_away();
}

void Target::expect(std::uint64_t new_bytes) {
  new_bytes_ = new_bytes;
  if (new_bytes > 0) start_verifying();
}

void Target::commit() {
  if (!folder_) return;
  if (!writer_ && awaits_checksums(folder_->database())) start_verifying();
  // Who was misled by damage may have found nothing to change.
  if (verified_.valid()) verified_.get();
  // A first run makes an index even of nothing.
  if (writer_ || rebuild_ || folder_->database().empty()) writer().commit();
  complete();
}

void Target::complete() {
  std::string reason;
  try {
    if (const std::error_code error = complete_checksums(folder_->database(), folder_->path()))
      reason = error.message();
  } catch (const IndexError& error) {
    reason = error.what();
  }
  if (reason.empty()) return;
  print_message("indexer", "warning",
                fmt::format("the last changes of the index {} have no checksums: {}",
                            folder_->path(), reason),
                "the next run makes them");
}

/// Beside the reading of files: what is damaged must not be built upon, since a writer that
/// believes it may write over what is sound. A small change is not to cost a reading of the whole
/// index, unless somebody has touched its files.
void Target::start_verifying() {
  if (!folder_ || rebuild_ || folder_->database().empty() || verified_.valid()) return;
  if (!outweighs_update(new_bytes_, snapshot_->size_bytes()) && is_untouched(folder_->database()))
    return;
  verified_ = std::async(
      std::launch::async,
      [database = folder_->database(), path = folder_->path()] { refuse_damaged(database, path); });
}

IndexWriter& Target::writer() {
  if (writer_) return *writer_;
  if (new_bytes_ == 0) start_verifying();
  if (verified_.valid()) verified_.get();
  writer_ = make_writer({*folder_, *snapshot_, pool_, rebuild_, new_bytes_});
  return *writer_;
}

}  // namespace demarche
