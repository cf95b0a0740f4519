// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "indexer/field_sources.hpp"
#include "indexer/options.hpp"
#include "indexer/readers/part_source.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/sources/source.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// What was read of a file: a statement, or why there is none.
struct Input {
  const SourceFile* file = nullptr;
  std::string member;        ///< of the file, where it is an archive; `b.zip!/c.txt` of one within
  std::uint64_t record = 0;  ///< from 1, in a file of records; 0: the file is one statement
  std::string label = {};    ///< what the file calls the record, if it does
  std::uint64_t line = 0;    ///< of the record, for messages
  /// Complete: with its fields, its date checked, an id. Nothing where only
  /// the file's end is told.
  std::optional<tl::expected<ReadStatement, std::string>> statement;
  std::string identity;     ///< identity_of() the statement
  std::uint64_t bytes = 0;  ///< read since the input before
  bool ends_file = false;   ///< the file's last; or the reason why no more of it can be read
  bool is_cut_off = false;  ///< at its end: whether more of it may be there, that can't be read

  /// The file's name or, of an archive, `archive.zip!/member`.
  std::string name() const;
};

/// Reads files in the threads of a pool, some way ahead, and gives what they
/// hold in order. Holds a few MiB and the longest statement for each thread, and what the form of
/// one file needs (part_source.hpp).
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

  void start_batch();
  void start_files();
  void start_part();
  void open(const SourceFile& file, Form form);
  std::optional<Form> form_in_parts_of(const SourceFile& file) const;
  Batch read_files(const std::vector<const SourceFile*>& files);
  void read_one(const SourceFile& file, Batch& out);
  void take(ReadRecord&& record, const SourceFile& file, Batch& out);
  void complete(Input& input);

  WorkerPool& pool_;
  const CorpusOptions& options_;
  FieldSources& fields_;
  RecordNames names_;
  JsonReaders json_readers_;
  Reading reading_;
  const std::vector<const SourceFile*>& files_;
  std::size_t next_file_ = 0;
  std::shared_ptr<PartSource> parts_;  ///< of files_[next_file_ - 1], where it is being read
  std::uint64_t bytes_read_ = 0;       ///< of that file, since its part before
  std::deque<std::future<Batch>> ahead_;
  Batch batch_;
  std::size_t next_input_ = 0;
};

}  // namespace demarche
