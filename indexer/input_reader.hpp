// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "indexer/field_sources.hpp"
#include "indexer/options.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/readers/record_source.hpp"
#include "indexer/sources/line_chunks.hpp"
#include "indexer/sources/source.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// What was read of a file: a statement, or why there is none.
struct Input {
  const SourceFile* file = nullptr;
  std::uint64_t record = 0;  ///< from 1, in a file of records; 0: the file is one statement
  std::string label = {};    ///< what the file calls the record, if it does
  std::uint64_t line = 0;    ///< of the record, for messages
  /// Complete: with its fields, its date checked, an id. Nothing where only
  /// the file's end is told.
  std::optional<tl::expected<ReadStatement, std::string>> statement;
  std::string identity;     ///< identity_of() the statement
  std::uint64_t bytes = 0;  ///< read since the input before
  bool ends_file = false;   ///< the file's last; or the reason why no more of it can be read
};

/// Reads files in the threads of a pool, some way ahead, and gives what they
/// hold in order. Holds a few MiB and the longest statement for each thread.
class InputReader {
public:
  /// All of them outlive the reader.
  InputReader(WorkerPool& pool, const CorpusOptions& options, FieldSources& fields,
              const std::vector<const SourceFile*>& files);
  ~InputReader();

  /// The next input; nothing after the last.
  std::optional<Input> next();

private:
  using Batch = std::vector<Input>;

  bool start_batch();
  void start_files();
  void open(const SourceFile& file, Form form);
  void start_records();
  std::optional<Form> record_form_of(const SourceFile& file) const;
  Batch read_files(const std::vector<const SourceFile*>& files);
  Batch take_records(const SourceFile& file, std::uint64_t bytes,
                     const std::function<void(const RecordSource::TakeRecord&)>& read);
  void read_one(const SourceFile& file, Batch& out);
  bool read_whole(const SourceFile& file, Batch& out);
  void complete(Input& input);

  WorkerPool& pool_;
  const CorpusOptions& options_;
  FieldSources& fields_;
  RecordNames names_;
  const std::vector<const SourceFile*>& files_;
  std::size_t next_file_ = 0;
  std::shared_ptr<RecordSource> records_;  ///< of files_[next_file_ - 1], where it is being read
  std::deque<std::future<Batch>> ahead_;
  Batch batch_;
  std::size_t next_input_ = 0;
  JsonReaders json_readers_;
};

}  // namespace demarche
