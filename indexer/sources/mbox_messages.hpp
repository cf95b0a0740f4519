// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "indexer/sources/line_chunks.hpp"

namespace demarche {

/// A message of an mbox file, without its `From ` line.
struct MboxMessage {
  std::uint64_t line = 1;    ///< of its `From ` line, from 1
  std::uint64_t number = 1;  ///< from 1
  std::string bytes;
  bool is_too_long = false;  ///< to be held; then `bytes` is empty
};

/// Whether a line begins a message of an mbox: `From `, with a day and a time.
bool is_from_line(std::string_view line);

/// Cuts an mbox file (RFC 4155) into its messages: at each `From ` line, with a day and a time,
/// that stands first or after a blank line. A `>` is taken off lines that were quoted for beginning
/// like one (mboxrd, mboxo). Holds a slice of lines and the longest message. For one thread.
class MboxMessages {
public:
  static constexpr std::size_t default_message_bytes = LineChunks::default_line_bytes;

  explicit MboxMessages(LineChunks lines, std::size_t max_message_bytes = default_message_bytes)
      : lines_(std::move(lines)), max_message_bytes_(max_message_bytes) {}

  /// The next messages; none at the end. The reason, where the file does not begin with a `From `
  /// line, or where reading failed: after the whole messages before. Throws Interrupted where a
  /// signal has come.
  tl::expected<std::vector<MboxMessage>, std::string> next();

private:
  std::string_view without_blank_lines(std::string_view lines);
  void take_lines(std::string_view lines);
  void take_line(std::string_view line);
  void add(std::string_view line);
  void end_message();

  LineChunks lines_;
  std::size_t max_message_bytes_;
  std::uint64_t line_ = 1;
  std::uint64_t number_ = 0;
  bool after_blank_line_ = true;
  std::optional<MboxMessage> message_;  ///< that is being read
  std::vector<MboxMessage> ready_;
};

}  // namespace demarche
