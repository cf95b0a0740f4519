// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "indexer/sources/byte_stream.hpp"

namespace demarche {

/// Whole lines of a file, with their LFs; the file's last line may have none.
struct LineChunk {
  std::string bytes;
  std::uint64_t first_line = 1;    ///< of the file, from 1
  std::uint64_t first_record = 1;  ///< the number of its first line that is not blank, from 1
  /// Whether the chunk stands for one line that is too long to be held. Then
  /// `bytes` is empty; the line counts as a record.
  bool is_too_long = false;
};

/// Whether a line (with or without its LF) holds nothing but spaces, tabs and CRs.
bool is_blank_line(std::string_view line);

/// Takes the first `bytes` of `pending` off it: for large texts, of which the rest is small.
std::string take_front(std::string& pending, std::size_t bytes);

/// Reads a file of lines from its beginning, in slices that end where a line
/// ends. A UTF-8 byte order mark at the beginning is dropped. What the lines
/// say is none of its business. Holds little more than a slice or the longest
/// line. For one thread; the chunks are the caller's, for any.
class LineChunks {
public:
  static constexpr std::size_t default_slice_bytes = 1U << 20U;
  static constexpr std::size_t default_line_bytes = 64U << 20U;

  /// Reads from `file`. A chunk holds as many lines as fit into `slice_bytes`, but one at least;
  /// a line of more than `max_line_bytes` (without its LF) is passed over.
  explicit LineChunks(std::unique_ptr<ByteStream> file,
                      std::size_t slice_bytes = default_slice_bytes,
                      std::size_t max_line_bytes = default_line_bytes);

  /// The next lines; nothing at the end. The reason, once, where reading failed: after the
  /// whole lines before that place. Throws Interrupted where a signal has come (program.hpp).
  tl::expected<std::optional<LineChunk>, std::string> next();

private:
  void fill(std::size_t wanted_bytes);
  void drop_mark();
  std::size_t find_end();
  LineChunk pass_over(std::size_t end);
  LineChunk take(std::size_t end);

  std::unique_ptr<ByteStream> file_;
  std::size_t slice_bytes_;
  std::size_t max_line_bytes_;
  std::size_t step_bytes_;  ///< how much more is read where a line's end is looked for
  std::string pending_;     ///< read and not yet given
  bool is_begun_ = false;
  bool is_at_end_ = false;              ///< of the file; pending_ may still hold some of it
  std::optional<std::string> failure_;  ///< why reading failed, until it is told
  std::uint64_t line_ = 1;
  std::uint64_t record_ = 1;
};

}  // namespace demarche
