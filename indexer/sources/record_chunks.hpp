// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/sources/line_chunks.hpp"

namespace demarche {

/// Where the record ends, with its LF, that begins at `at` < text.size(): at the first line
/// end, or with `quoted` at the first that stands outside quotation marks.
/// Nothing where none does.
std::optional<std::size_t> record_end(std::string_view text, std::size_t at, bool quoted);

/// Reads a file of a table's records, in chunks that end where a record ends: a
/// cell in quotation marks may hold line ends. A mark that is never closed
/// takes nothing else along: the line it stands in is then a record by itself. A
/// record that is too long to be held is passed over to the next mark, as one.
/// Holds a chunk and the longest record. For one thread, as LineChunks.
class RecordChunks {
public:
  static constexpr std::size_t default_record_bytes = LineChunks::default_line_bytes;

  /// `quoted`: whether quotation marks mean anything.
  RecordChunks(LineChunks lines, bool quoted, std::size_t max_record_bytes = default_record_bytes);

  /// The first record that is not blank, which names the columns, and is not
  /// counted; empty where there is none. To be asked first; asked again, the next is it. The
  /// reason, where reading failed.
  tl::expected<std::string, std::string> header();

  /// The next records; nothing at the end. LineChunk::first_record counts records.
  tl::expected<std::optional<LineChunk>, std::string> next();

private:
  tl::expected<bool, std::string> read_more();
  LineChunk take(std::size_t end, std::uint64_t records);
  tl::expected<std::optional<LineChunk>, std::string> pass_over();

  LineChunks lines_;
  bool quoted_;
  std::size_t max_record_bytes_;
  std::string pending_;                ///< read and not yet given; begins a record
  std::optional<LineChunk> too_long_;  ///< a line that comes after pending_
  bool is_at_end_ = false;
  std::uint64_t line_ = 1;
  std::uint64_t record_ = 1;
};

}  // namespace demarche
