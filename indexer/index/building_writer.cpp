// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <malloc.h>
#include <xapian.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/block_check.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "common/index/xapian_errors.hpp"
#include "indexer/index/compaction.hpp"
#include "indexer/index/index_writer.hpp"
#include "indexer/index/segment.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// Text in a segment. Merging leaves a word's postings in the pieces that the
/// segments have them in: larger ones make a smaller index, and slower
/// (tests/bench/README.md).
constexpr std::size_t min_segment_bytes = std::size_t{1} << 20U;
constexpr std::size_t max_segment_bytes = std::size_t{16} << 20U;
/// Text in the segments that all threads write at a time: many threads write
/// smaller ones, and each knows fewer words, since memory must not grow with them.
constexpr std::size_t bytes_at_work = std::size_t{32} << 20U;
/// What the shortest statement counts for, since it takes as much memory.
constexpr std::size_t least_cost = 1600;
/// Files of text take a little more than their bytes.
constexpr double cost_of_byte = 1.02;
/// Segments merged at a time, so that the files open at once are few.
constexpr std::size_t merged_segments = 200;
/// The text that a dictionary is learned from: the first of the run.
constexpr std::size_t training_bytes = std::size_t{4} << 20U;
/// Metadata gathered in memory before it is written out.
constexpr std::size_t max_metadata_bytes = std::size_t{8} << 20U;
/// Documents removed before their postings are written out.
constexpr const char* removal_flush_documents = "500";

/// The text of a segment. Where it is known how much there is, all are alike, so that all threads
/// have work to the end.
std::size_t segment_bytes(unsigned jobs, std::uint64_t new_bytes) {
  const std::size_t most = std::clamp(bytes_at_work / jobs, min_segment_bytes, max_segment_bytes);
  const auto cost = static_cast<std::size_t>(static_cast<double>(new_bytes) * cost_of_byte);
  const std::size_t rounds = (cost + most * jobs - 1) / (most * jobs);
  return rounds == 0 ? most : std::max(cost / (rounds * jobs) + 1, min_segment_bytes);
}

class BuildingWriter : public IndexWriter {
public:
  explicit BuildingWriter(const Base& base)
      : IndexWriter(base),
        segment_bytes_(segment_bytes(base.pool.jobs(), base.new_bytes)),
        work_(base.folder.work_folder()),
        dictionary_(base.rebuild ? std::string() : base.snapshot.dictionary()),
        is_trained_(!dictionary_.empty()),
        builders_([this] {
          return std::make_unique<DocumentBuilder>(
              dictionary_, DocumentBuilder::default_max_terms / base_.pool.jobs());
        }) {
    set_up_segments();
    if (base.rebuild) take_versions();
  }

  ~BuildingWriter() override {
    // Tasks refer to this object.
    for (auto& task : running_) task.wait();
    std::error_code error;
    fs::remove_all(work_, error);
  }

  void remove(std::uint32_t document) override { removed_.push_back(document); }

  void add_metadata(const std::string& key, std::string value) override {
    added_metadata_bytes_ += key.size() + value.size();
    added_metadata_[key] = std::move(value);
    if (added_metadata_bytes_ < max_metadata_bytes) return;
    with_index_errors(base_.folder.path(), [&] { end_metadata(); });
  }

  void commit() override {
    with_index_errors(base_.folder.path(), [&] {
      end_segment();
      if (!is_trained_) train();
      end_metadata();
      wait_for(0);
      for (const auto& builder : builders_.idle()) {
        segments_.push_back(next_path());
        write_forms(segments_.back(), *builder);
      }
      const auto& changes = metadata();
      segments_.push_back(next_path());
      write_metadata(segments_.back(), changes);
      // What the threads knew of words goes back to the system, where the merge takes its own.
      malloc_trim(0);
      std::vector<std::string> sources = old_database(changes);
      sources.insert(sources.end(), segments_.begin(), segments_.end());
      merge_databases(sources, base_.folder.make_next_database(), changes, base_.pool.jobs(),
                      work_);
    });
    base_.folder.publish();
  }

protected:
  void do_add(IndexedStatement input) override {
    pending_bytes_ += std::max(cost_bytes(input), least_cost);
    pending_.push_back(std::move(input));
    if (pending_bytes_ < segment_bytes_) return;
    with_index_errors(base_.folder.path(), [&] { end_segment(); });
  }

  void do_replace(std::uint32_t document, IndexedStatement input) override {
    remove(document);
    do_add(std::move(input));
  }

private:
  using Statements = std::vector<IndexedStatement>;

  /// Earlier wordings, which no file has any more.
  void take_versions() {
    bool any = false;
    base_.snapshot.for_each_versions([&](const std::string& key, std::string versions) {
      any = true;
      add_metadata(key, std::move(versions));
    });
    if (any) refuse_damaged(base_.folder.database(), base_.folder.path());
  }

  std::string next_path() { return fmt::format("{}/{}", work_, next_number_++); }

  void end_metadata() {
    if (added_metadata_.empty()) return;
    added_metadata_bytes_ = 0;
    segments_.push_back(next_path());
    write_metadata(segments_.back(), std::exchange(added_metadata_, {}));
    merge_if_many();
  }

  void end_segment() {
    if (pending_.empty()) return;
    waiting_.push_back(std::exchange(pending_, {}));
    waiting_bytes_ += std::exchange(pending_bytes_, 0);
    if (!is_trained_ && waiting_bytes_ < training_bytes) return;
    if (!is_trained_)
      train();
    else
      start_waiting();
  }

  /// Learns the dictionary for this run and those that follow from what waits.
  void train() {
    is_trained_ = true;
    std::vector<std::string_view> texts;
    for (const Statements& statements : waiting_) {
      for (const IndexedStatement& input : statements) texts.push_back(input.statement.text);
    }
    dictionary_ = train_dictionary(texts);
    if (!dictionary_.empty()) {
      const std::string number = fmt::to_string(dictionary_number(dictionary_));
      set_metadata(std::string(metadata_key::dictionary) + number, dictionary_);
      set_metadata(metadata_key::current_dictionary, number);
    }
    start_waiting();
  }

  void start_waiting() {
    for (Statements& statements : std::exchange(waiting_, {})) {
      const std::string path = next_path();
      segments_.push_back(path);
      start([this, path, input = std::move(statements)] {
        const auto builder = builders_.take();
        write_segment(path, input, *builder);
      });
      merge_if_many();
    }
    waiting_bytes_ = 0;
  }

  /// Merges the last segments into one, in a thread, as soon as they are whole and many.
  void merge_if_many() {
    if (segments_.size() - merged_ < merged_segments) return;
    wait_for(0);
    const auto first = segments_.begin() + static_cast<std::ptrdiff_t>(merged_);
    std::vector<std::string> from(first, segments_.end());
    segments_.erase(first, segments_.end());
    segments_.push_back(next_path());
    merged_ = segments_.size();
    start([from = std::move(from), to = segments_.back()] {
      merge_databases(from, to, {});
      for (const std::string& path : from) fs::remove_all(path);
    });
  }

  /// Starts a task once few enough are on their way: they hold what they index.
  template <typename Task>
  void start(Task task) {
    wait_for(base_.pool.jobs());
    running_.push_back(base_.pool.run(std::move(task)));
  }

  void wait_for(std::size_t most) {
    while (running_.size() > most) {
      std::future<void> first = std::move(running_.front());
      running_.pop_front();
      first.get();
    }
  }

  /// What is left of the database that the run began with: itself, or a copy
  /// without what was removed.
  std::vector<std::string> old_database(const std::map<std::string, std::string>& changes) {
    const std::string& old = base_.folder.database();
    if (old.empty() || base_.rebuild) return {};
    std::vector<std::string> removed_keys;
    for (const auto& [key, value] : changes) {
      if (value.empty()) removed_keys.push_back(key);
    }
    if (removed_.empty() && removed_keys.empty()) return {old};
    const std::string copy = work_ + "/old";
    fs::copy(old, copy);
    setenv("XAPIAN_FLUSH_THRESHOLD", removal_flush_documents, 1);
    Xapian::WritableDatabase database(copy, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const std::uint32_t document : removed_) database.delete_document(document);
    for (const std::string& key : removed_keys) database.set_metadata(key, {});
    database.commit();
    return {copy};
  }

  const std::size_t segment_bytes_;
  std::string work_;
  std::string dictionary_;
  bool is_trained_;
  LeasePool<DocumentBuilder> builders_;
  Statements pending_;  ///< of the segment that grows
  std::size_t pending_bytes_ = 0;
  std::vector<Statements> waiting_;  ///< whole segments, for the dictionary
  std::size_t waiting_bytes_ = 0;
  std::vector<std::string> segments_;  ///< paths, in the order of the input
  std::size_t merged_ = 0;             ///< how many of segments_ are merged ones
  std::size_t next_number_ = 0;
  std::deque<std::future<void>> running_;
  std::vector<std::uint32_t> removed_;
  std::map<std::string, std::string> added_metadata_;  ///< of the segment that grows
  std::size_t added_metadata_bytes_ = 0;
};

}  // namespace

std::unique_ptr<IndexWriter> make_building_writer(const IndexWriter::Base& base) {
  return std::make_unique<BuildingWriter>(base);
}

}  // namespace demarche
