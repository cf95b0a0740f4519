// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/form.hpp"
#include "indexer/readers/records/json_lines.hpp"
#include "indexer/readers/records/record_builder.hpp"
#include "indexer/sources/byte_stream.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// The readers of JSON that threads share, each with buffers of its own.
using JsonReaders = LeasePool<JsonLinesReader>;

/// What the reading of all files has in common.
struct Reading {
  const RecordNames& names;
  std::optional<Form> asked;  ///< --input-format
  JsonReaders& json_readers;
};

/// Some records of a file, unparsed. Gives them in their order; once, in any thread, also when
/// its source is gone.
using Part = std::function<void(const TakeRecord&)>;

/// A file that is being read in parts. For one thread.
class PartSource {
public:
  virtual ~PartSource() = default;

  /// The next part; nothing at the end. The reason, where the rest can't be read.
  /// Throws Interrupted where a signal has come.
  virtual tl::expected<std::optional<Part>, std::string> next() = 0;

  /// Whether the file holds records that could not be come to, so that nobody knows whether
  /// those of a former run are still there. To be asked after the end.
  virtual bool is_cut_off() const = 0;
};

/// Begins to read a file of a form that is read in parts. `name` tells the form of what a
/// compressed file holds. `reading` outlives the source and its parts.
std::shared_ptr<PartSource> open_parts(std::unique_ptr<ByteStream> file, std::string_view name,
                                       Form form, const Reading& reading);

/// Reads a file that is held in memory: its one statement, under the number 0, or its records;
/// or why it is none. For any number of threads.
void read_held(std::string_view name, std::string&& bytes, const Reading& reading,
               const TakeRecord& take);

}  // namespace demarche
