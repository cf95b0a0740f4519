// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "common/program.hpp"
#include "indexer/index/index_writer.hpp"

namespace demarche {
namespace {

/// What waits in memory at most.
constexpr std::uint64_t max_waiting_bytes = std::uint64_t{32} << 20U;

/// Files of much text may have changed little, a line added to a million: changes wait until it
/// shows how many they are.
class WaitingWriter : public IndexWriter {
public:
  explicit WaitingWriter(const Base& base)
      : IndexWriter(base),
        index_bytes_(base.snapshot.size_bytes()),
        statement_bytes_(index_bytes_ / std::max<std::uint64_t>(base.snapshot.statements(), 1)) {}

  void remove(std::uint32_t document) override {
    take(statement_bytes_, [document](IndexWriter& writer) { writer.remove(document); });
  }

  void add_metadata(const std::string& key, std::string value) override {
    constexpr std::size_t of_change = 200;  // and for itself
    const std::size_t bytes = key.size() + value.size() + of_change;
    take(bytes, [key, value = std::move(value)](IndexWriter& writer) mutable {
      writer.add_metadata(key, std::move(value));
    });
  }

  void commit() override {
    if (!writer_) pass_on(make_updating_writer(base_));
    for (const auto& [key, value] : metadata()) writer_->set_metadata(key, value);
    check_interrupted();
    writer_->commit();
  }

protected:
  void do_add(IndexedStatement input) override {
    const std::size_t bytes = cost_bytes(input);
    take(bytes,
         [input = std::move(input)](IndexWriter& writer) mutable { writer.add(std::move(input)); });
  }

  void do_replace(std::uint32_t document, IndexedStatement input) override {
    const std::size_t bytes = cost_bytes(input);
    take(bytes, [document, input = std::move(input)](IndexWriter& writer) mutable {
      writer.replace(document, std::move(input));
    });
  }

private:
  using Change = std::function<void(IndexWriter&)>;

  void take(std::uint64_t bytes, Change change) {
    if (writer_) {
      change(*writer_);
      return;
    }
    waiting_.push_back(std::move(change));
    waiting_bytes_ += bytes;
    if (waiting_bytes_ >= max_waiting_bytes || outweighs_update(waiting_bytes_, index_bytes_))
      pass_on(make_building_writer(base_));
  }

  void pass_on(std::unique_ptr<IndexWriter> writer) {
    writer_ = std::move(writer);
    for (Change& change : waiting_) {
      check_interrupted();
      std::exchange(change, {})(*writer_);
    }
    waiting_.clear();
  }

  const std::uint64_t index_bytes_;
  const std::uint64_t statement_bytes_;  ///< what one takes in the index
  std::vector<Change> waiting_;
  std::uint64_t waiting_bytes_ = 0;
  std::unique_ptr<IndexWriter> writer_;  ///< once it is known which
};

}  // namespace

std::unique_ptr<IndexWriter> make_waiting_writer(const IndexWriter::Base& base) {
  return std::make_unique<WaitingWriter>(base);
}

}  // namespace demarche
