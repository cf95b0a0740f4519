// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/record_chunks.hpp"

#include <algorithm>
#include <utility>

namespace demarche {
namespace {

std::uint64_t lines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

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

/// The records that end at `end`, which are so many but for blank ones.
LineChunk RecordChunks::take(std::size_t end, std::uint64_t records) {
  LineChunk chunk;
  chunk.first_line = line_;
  chunk.first_record = record_;
  chunk.bytes = take_front(pending_, end);
  line_ += lines_in(chunk.bytes);
  record_ += records;
  return chunk;
}

/// Takes the record that is too long to be held: all that is pending, in which a
/// quotation begins, and what follows up to the line that closes it.
tl::expected<std::optional<LineChunk>, std::string> RecordChunks::pass_over() {
  LineChunk chunk;
  chunk.first_line = line_;
  chunk.first_record = record_++;
  chunk.is_too_long = true;
  line_ += lines_in(pending_);
  pending_.clear();
  for (;;) {
    const auto more = read_more();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return chunk;
    const std::size_t mark = pending_.find('"');
    const std::size_t line_end = mark == std::string::npos ? mark : pending_.find('\n', mark);
    line_ += lines_in(
        take_front(pending_, line_end == std::string::npos ? pending_.size() : line_end + 1));
    if (mark != std::string::npos) return chunk;
  }
}

tl::expected<std::string, std::string> RecordChunks::header() {
  for (;;) {
    const auto end = record_end(pending_, 0, quoted_);
    if (!end) {
      const auto more = read_more();
      if (!more) return tl::make_unexpected(more.error());
      if (*more) continue;
    }
    std::string record = take(end.value_or(pending_.size()), 0).bytes;
    if (!end || !is_blank_line(record)) return record;
  }
}

tl::expected<std::optional<LineChunk>, std::string> RecordChunks::next() {
  const auto is_blank = [this](std::size_t begin, std::size_t end) {
    return is_blank_line(std::string_view(pending_).substr(begin, end - begin));
  };
  std::size_t end = 0;  // of the last record that is whole
  for (std::uint64_t records = 0;;) {
    while (const auto next = record_end(pending_, end, quoted_)) {
      records += is_blank(end, *next) ? 0 : 1;
      end = *next;
    }
    if (end > 0) return take(end, records);
    const auto more = read_more();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) break;
  }
  if (pending_.size() > max_record_bytes_) return pass_over();
  if (!pending_.empty()) {
    // The last record has no line end, or a quotation mark is not closed.
    const std::size_t line_end = pending_.find('\n');
    end = line_end == std::string::npos ? pending_.size() : line_end + 1;
    return take(end, is_blank(0, end) ? 0 : 1);
  }
  if (!too_long_) return std::nullopt;
  LineChunk chunk = std::move(*std::exchange(too_long_, std::nullopt));
  chunk.first_line = line_++;
  chunk.first_record = record_++;
  return chunk;
}

}  // namespace demarche
