// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/record_chunks.hpp"

#include <algorithm>
#include <utility>

namespace demarche {

std::optional<std::size_t> record_end(std::string_view text, std::size_t at, bool quoted) {
  for (bool inside = false;;) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return std::nullopt;
    if (quoted && std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                             text.begin() + static_cast<std::ptrdiff_t>(end), '"') %
                          2 !=
                      0)
      inside = !inside;
    at = end + 1;
    if (!inside) return at;
  }
}

RecordChunks::RecordChunks(LineChunks lines, bool quoted, std::size_t max_record_bytes)
    : lines_(std::move(lines)), quoted_(quoted), max_record_bytes_(max_record_bytes) {}

/// False where nothing more can be put to what is pending.
tl::expected<bool, std::string> RecordChunks::read_more() {
  if (is_at_end_ || too_long_ || pending_.size() > max_record_bytes_) return false;
  auto lines = lines_.next();
  if (!lines) return tl::make_unexpected(std::move(lines.error()));
  is_at_end_ = !*lines;
  if (is_at_end_) return false;
  if ((*lines)->is_too_long)
    too_long_ = std::move(**lines);
  else
    pending_ += (*lines)->bytes;
  return !too_long_;
}

LineChunk RecordChunks::take(std::size_t end) {
  LineChunk chunk;
  chunk.first_line = line_;
  chunk.first_record = record_;
  std::string rest = pending_.substr(end);
  pending_.resize(end);
  chunk.bytes = std::exchange(pending_, std::move(rest));
  line_ += static_cast<std::uint64_t>(std::count(chunk.bytes.begin(), chunk.bytes.end(), '\n'));
  for (std::size_t at = 0; at < chunk.bytes.size();) {
    const std::size_t next = record_end(chunk.bytes, at, quoted_).value_or(chunk.bytes.size());
    if (!is_blank_line(std::string_view(chunk.bytes).substr(at, next - at))) ++record_;
    at = next;
  }
  return chunk;
}

/// Takes the record that is too long to be held.
tl::expected<std::optional<LineChunk>, std::string> RecordChunks::pass_over() {
  LineChunk chunk;
  chunk.first_line = line_;
  chunk.first_record = record_++;
  chunk.is_too_long = true;
  for (bool is_first = true;; is_first = false) {
    // The quotation begins in the first part, and is closed in none of it.
    const std::size_t mark = is_first ? std::string::npos : pending_.find('"');
    const std::size_t line_end =
        mark == std::string::npos ? std::string::npos : pending_.find('\n', mark);
    const std::size_t end = line_end == std::string::npos ? pending_.size() : line_end + 1;
    line_ += static_cast<std::uint64_t>(
        std::count(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    pending_.erase(0, end);
    if (mark != std::string::npos) return chunk;
    const auto more = read_more();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return chunk;
  }
}

tl::expected<std::string, std::string> RecordChunks::header() {
  for (;;) {
    const auto end = record_end(pending_, 0, quoted_);
    if (end) {
      std::string record = take(*end).bytes;
      record_ = 1;
      if (!is_blank_line(record)) return record;
      continue;
    }
    const auto more = read_more();
    if (!more) return tl::make_unexpected(more.error());
    if (*more) continue;
    record_ = 1;
    return take(pending_.size()).bytes;
  }
}

tl::expected<std::optional<LineChunk>, std::string> RecordChunks::next() {
  std::size_t end = 0;  // of the last record that is whole
  for (;;) {
    while (const auto next = record_end(pending_, end, quoted_)) end = *next;
    if (end > 0) return take(end);
    const auto more = read_more();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) break;
  }
  if (pending_.size() > max_record_bytes_) return pass_over();
  if (!pending_.empty()) {
    // The last record has no line end, or a quotation mark is not closed.
    const std::size_t line_end = pending_.find('\n');
    return take(line_end == std::string::npos ? pending_.size() : line_end + 1);
  }
  if (!too_long_) return std::nullopt;
  LineChunk chunk = std::move(*std::exchange(too_long_, std::nullopt));
  chunk.first_line = line_++;
  chunk.first_record = record_++;
  return chunk;
}

}  // namespace demarche
