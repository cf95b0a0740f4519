// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/line_chunks.hpp"

#include <algorithm>
#include <utility>

#include "common/program.hpp"

namespace demarche {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::string take_front(std::string& pending, std::size_t bytes) {
  std::string rest = pending.substr(bytes);
  pending.resize(bytes);
  return std::exchange(pending, std::move(rest));
}

LineChunks::LineChunks(std::unique_ptr<ByteStream> file, std::size_t slice_bytes,
                       std::size_t max_line_bytes)
    : file_(std::move(file)),
      // So no line of a chunk of several is too long.
      slice_bytes_(std::clamp<std::size_t>(slice_bytes, 1, max_line_bytes)),
      max_line_bytes_(max_line_bytes),
      step_bytes_(std::max<std::size_t>(slice_bytes_, 4096)) {}

/// Reads until `wanted_bytes` are pending, or to the end, or to where reading fails: what is
/// of the line there is dropped.
void LineChunks::fill(std::size_t wanted_bytes) {
  std::size_t filled = pending_.size();
  if (filled >= wanted_bytes) return;
  pending_.resize(wanted_bytes);
  while (!is_at_end_ && filled < wanted_bytes) {
    check_interrupted();
    auto count = file_->read(pending_.data() + filled, wanted_bytes - filled);
    is_at_end_ = !count || *count == 0;
    if (count)
      filled += *count;
    else
      failure_ = std::move(count.error());
  }
  pending_.resize(filled);
  if (failure_) pending_.resize(pending_.rfind('\n') + 1);
}

void LineChunks::drop_mark() {
  if (std::exchange(is_begun_, true)) return;
  fill(byte_order_mark.size());
  if (pending_.starts_with(byte_order_mark)) pending_.erase(0, byte_order_mark.size());
}

/// Where the next chunk ends in pending_, or npos where its line is longer than
/// may be held and all of pending_ is of that line.
std::size_t LineChunks::find_end() {
  if (is_at_end_ && pending_.size() <= slice_bytes_) return pending_.size();
  const std::size_t last = pending_.rfind('\n', slice_bytes_ - 1);
  if (last != std::string::npos) return last + 1;
  for (std::size_t searched = slice_bytes_;;) {
    const std::size_t end = pending_.find('\n', searched);
    if (end != std::string::npos) return end + 1;
    if (is_at_end_) return pending_.size();
    if (pending_.size() > max_line_bytes_) return std::string::npos;
    searched = pending_.size();
    fill(searched + step_bytes_);
  }
}

LineChunk LineChunks::pass_over(std::size_t end) {
  while (end == std::string::npos) {
    pending_.clear();
    fill(step_bytes_);
    const std::size_t line_feed = pending_.find('\n');
    if (line_feed != std::string::npos) end = line_feed + 1;
    if (is_at_end_ && line_feed == std::string::npos) end = pending_.size();
  }
  pending_.erase(0, end);
  pending_.shrink_to_fit();
  LineChunk chunk;
  chunk.first_line = line_++;
  chunk.first_record = record_++;
  chunk.is_too_long = true;
  return chunk;
}

LineChunk LineChunks::take(std::size_t end) {
  LineChunk chunk;
  chunk.first_line = line_;
  chunk.first_record = record_;
  chunk.bytes = take_front(pending_, end);
  for (std::string_view lines = chunk.bytes; !lines.empty(); ++line_) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    if (!is_blank_line(line)) ++record_;
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
  }
  return chunk;
}

tl::expected<std::optional<LineChunk>, std::string> LineChunks::next() {
  drop_mark();
  fill(slice_bytes_);
  const std::size_t end = pending_.empty() ? 0 : find_end();
  if (end == 0) {  // reading may have failed within the first line that was pending
    if (!failure_) return std::nullopt;
    return tl::make_unexpected(*std::exchange(failure_, std::nullopt));
  }
  // Only a chunk of one line can be so long.
  const bool has_line_feed = end <= pending_.size() && pending_[end - 1] == '\n';
  const bool is_too_long =
      end == std::string::npos || end - (has_line_feed ? 1U : 0U) > max_line_bytes_;
  return is_too_long ? pass_over(end) : take(end);
}

}  // namespace demarche
