// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "indexer/readers/form.hpp"
#include "indexer/readers/json_lines.hpp"
#include "indexer/readers/record_builder.hpp"
#include "indexer/sources/descriptor.hpp"
#include "indexer/sources/line_chunks.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// The readers of JSON Lines that threads share, each with buffers of its own.
using JsonReaders = LeasePool<JsonLinesReader>;

/// A file of records that is being read.
class RecordSource {
public:
  using TakeRecord = std::function<void(ReadRecord&&)>;

  virtual ~RecordSource() = default;

  /// The next part of the file; nothing at its end. The reason, where the rest can't
  /// be read. For one thread.
  virtual tl::expected<std::optional<LineChunk>, std::string> next() = 0;
  /// Gives a part's records in their order. For any number of threads.
  virtual void read(const LineChunk& chunk, const TakeRecord& take) const = 0;
};

/// Begins to read a file of that form, which is not Form::text. `readers` and `names`
/// outlive the source.
std::shared_ptr<RecordSource> open_records(Descriptor file, Form form, JsonReaders& readers,
                                           const RecordNames& names);

}  // namespace demarche
