// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <future>
#include <memory>
#include <optional>

#include "indexer/index/held_folder.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "indexer/index/index_writer.hpp"
#include "indexer/options.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// The index that a run changes; with --dry-run it is only looked at. One thread.
class Target {
public:
  /// Takes hold of the index's folder. Throws as HeldFolder and IndexSnapshot.
  Target(const IndexerOptions& options, WorkerPool& pool);

  const IndexSnapshot& snapshot() const { return *snapshot_; }

  /// To be called once it is known how much is to be read.
  void expect(std::uint64_t new_bytes);

  /// Runs `change` on the writer, which is made only when something changes. Throws IndexError
  /// where what there is is damaged.
  template <typename Change>
  void change(const Change& change) {
    if (folder_) change(writer());
  }

  /// What is committed stays so: if its checksums can't be written, there is a warning.
  void commit();

private:
  void complete();
  void start_verifying();
  IndexWriter& writer();

  WorkerPool& pool_;
  bool rebuild_;
  std::optional<HeldFolder> folder_;
  std::optional<IndexSnapshot> snapshot_;
  std::uint64_t new_bytes_ = 0;
  std::unique_ptr<IndexWriter> writer_;
  std::future<void> verified_;
};

}  // namespace demarche
