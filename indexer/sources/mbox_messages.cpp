// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/mbox_messages.hpp"

#include <algorithm>
#include <array>

namespace demarche {
namespace {

constexpr std::string_view mark = "From ";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool has_time(std::string_view line) {
  for (std::size_t at = line.find(':'); at != std::string_view::npos; at = line.find(':', at + 1)) {
    if (at >= 1 && at + 2 < line.size() && is_digit(line[at - 1]) && is_digit(line[at + 1]) &&
        is_digit(line[at + 2]))
      return true;
  }
  return false;
}

}  // namespace

/// Prose may begin so too, after a blank line.
bool is_from_line(std::string_view line) {
  constexpr std::array<std::string_view, 7> days = {" Mon ", " Tue ", " Wed ", " Thu ",
                                                    " Fri ", " Sat ", " Sun "};
  return line.starts_with(mark) && has_time(line) &&
         std::any_of(days.begin(), days.end(), [&](std::string_view day) {
           return line.find(day) != std::string_view::npos;
         });
}

void MboxMessages::end_message() {
  if (message_) ready_.push_back(std::move(*std::exchange(message_, std::nullopt)));
}

void MboxMessages::add(std::string_view line) {
  if (message_->is_too_long) return;
  message_->bytes += line;
  if (message_->bytes.size() <= max_message_bytes_) return;
  message_->bytes = std::string();
  message_->is_too_long = true;
}

void MboxMessages::take_line(std::string_view line) {
  if (after_blank_line_ && is_from_line(line)) {
    end_message();
    message_ = MboxMessage{line_, ++number_, {}, false};
  } else {
    const std::size_t quotes = line.find_first_not_of('>');
    const bool is_quoted =
        quotes != std::string_view::npos && quotes > 0 && line.substr(quotes).starts_with(mark);
    add(line.substr(is_quoted ? 1 : 0));
  }
  after_blank_line_ = is_blank_line(line);
  ++line_;
}

void MboxMessages::take_lines(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    const std::string_view line =
        lines.substr(0, end == std::string_view::npos ? lines.size() : end + 1);
    take_line(line);
    lines.remove_prefix(line.size());
  }
}

/// The lines from the first on that is not blank.
std::string_view MboxMessages::without_blank_lines(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1) + 1;
    if (!is_blank_line(lines.substr(0, end))) break;
    lines.remove_prefix(end);
    ++line_;
  }
  return lines;
}

tl::expected<std::vector<MboxMessage>, std::string> MboxMessages::next() {
  while (ready_.empty()) {
    auto lines = lines_.next();
    if (!lines) return tl::make_unexpected(std::move(lines.error()));
    if (!*lines) {
      end_message();
      break;
    }
    const LineChunk& chunk = **lines;
    std::string_view bytes = chunk.bytes;
    if (number_ == 0) {
      bytes = without_blank_lines(bytes);
      if (bytes.empty() && !chunk.is_too_long) continue;
      if (!is_from_line(bytes.substr(0, bytes.find('\n'))))
        return tl::make_unexpected(std::string("no mbox: its first line is no “From ” line"));
    }
    if (chunk.is_too_long) {
      ++line_;
      after_blank_line_ = false;
      message_->bytes = std::string();
      message_->is_too_long = true;
    }
    take_lines(bytes);
  }
  return std::exchange(ready_, {});
}

}  // namespace demarche
