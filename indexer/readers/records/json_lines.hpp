// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/readers/reader.hpp"
#include "indexer/readers/records/json_object.hpp"
#include "indexer/sources/line_chunks.hpp"

namespace demarche {

/// Reads JSON Lines: a JSON object a line, whose members are the statement's
/// fields (indexer(1), FORMS), by any of their RecordNames. Each line stands for itself: what is
/// wrong with one is the reason of that record alone. Keeps its buffers, so make one a thread and
/// use it again.
class JsonLinesReader {
public:
  /// `names` outlives the object.
  explicit JsonLinesReader(const RecordNames& names) : names_(names) {}

  /// Gives the chunk's records in their order.
  void read(const LineChunk& chunk, const std::function<void(ReadRecord&&)>& take);

  /// The same of a chunk of JsonChunks, where an object may have several lines.
  void read_values(const LineChunk& chunk, const std::function<void(ReadRecord&&)>& take);

private:
  tl::expected<ReadStatement, std::string> read_line(std::string_view line,
                                                     std::size_t bytes_after);

  const RecordNames& names_;
  JsonObjectParser parser_;
};

/// Whether the first line of `bytes` that is not blank is a whole JSON object:
/// so a file is JSON Lines whatever its name. `bytes` is the file or a
/// beginning that holds that line.
bool is_json_lines_content(std::string_view bytes);

}  // namespace demarche
