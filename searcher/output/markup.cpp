// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/markup.hpp"

#include <algorithm>

#include "common/terminal.hpp"
#include "common/text/utf8.hpp"

namespace demarche {

namespace {

/// Appends one line's piece of text, which holds no line feed that is kept.
void append_piece(std::string_view text, std::string_view begin_ink, bool keep_lines,
                  std::string& out) {
  if (text.empty()) return;
  out += begin_ink;
  out += printable(text, keep_lines);
  if (!begin_ink.empty()) out += ink::reset;
}

void append_inked(std::string_view text, std::string_view begin_ink, const Markup& markup,
                  std::string& out) {
  if (!markup.color) begin_ink = ink::plain;
  while (markup.keep_lines && !begin_ink.empty()) {
    const std::size_t line_end = text.find('\n');
    if (line_end == std::string_view::npos) break;
    append_piece(text.substr(0, line_end), begin_ink, true, out);
    out += '\n';
    text.remove_prefix(line_end + 1);
  }
  append_piece(text, begin_ink, markup.keep_lines, out);
}

/// Where a line may end and the next begin.
struct Break {
  std::size_t end = 0;   ///< of the line, without the space
  std::size_t next = 0;  ///< where the next line begins
  int columns = 0;       ///< up to `next`
};

/// Fills line after line; `at` walks the text once.
class Wrapper {
public:
  Wrapper(std::string_view text, int columns) : text_(text), limit_(std::max(columns, 2)) {}

  std::vector<Highlight> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t bytes = code_point_at(text_, at).bytes;
      take(at, bytes);
      at += bytes;
    }
    if (text_.size() > begin_) lines_.emplace_back(begin_, text_.size());
    return std::move(lines_);
  }

private:
  void take(std::size_t at, std::size_t bytes) {
    const bool is_plain = bytes == 1 && text_[at] >= ' ' && text_[at] <= '~';
    const std::string shown = is_plain ? std::string() : printable(text_.substr(at, bytes));
    const int columns = is_plain ? 1 : display_columns(shown);
    const bool is_space = is_plain && text_[at] == ' ';
    const bool is_wide = columns == 2 && shown.size() == bytes;
    if (columns > 0 && !is_space) {
      // Only here, and not when the wide character was taken: its marks stay with it.
      if (is_wide || was_wide_) offer_break({at, at, columns_});
      while (columns_ + columns > limit_ && begin_ < at) end_line(at);
    }
    columns_ += columns;
    if (is_space) offer_break({at, at + 1, columns_});
    if (columns > 0) was_wide_ = is_wide;
  }

  void offer_break(Break place) {
    if (place.end <= begin_) return;
    const bool after_space = last_break_.next == place.end && last_break_.end < place.end;
    if (after_space) place.end = last_break_.end;
    last_break_ = place;
  }

  /// Ends the line at its last break, or at `at` where it has none.
  void end_line(std::size_t at) {
    const bool has_break = last_break_.end > begin_;
    const Break place = has_break ? last_break_ : Break{at, at, columns_};
    if (place.end > begin_) lines_.emplace_back(begin_, place.end);
    begin_ = place.next;
    columns_ -= place.columns;
    last_break_ = {};
  }

  std::string_view text_;
  int limit_;
  std::vector<Highlight> lines_;
  std::size_t begin_ = 0;  ///< of the line
  int columns_ = 0;        ///< of the line so far
  Break last_break_;       ///< of the line, where its end is after begin_
  bool was_wide_ = false;  ///< the last character that took columns
};

}  // namespace

std::string marked(std::string_view text, Highlight range, const std::vector<Highlight>& highlights,
                   const Markup& markup) {
  std::string out;
  std::size_t at = std::min(range.first, text.size());
  const std::size_t end = std::clamp(range.second, at, text.size());
  const auto first =
      std::partition_point(highlights.begin(), highlights.end(),
                           [at](const Highlight& highlight) { return highlight.second <= at; });
  for (auto highlight = first; highlight != highlights.end() && at < end; ++highlight) {
    const std::size_t match_begin = std::clamp(highlight->first, at, end);
    const std::size_t match_end = std::clamp(highlight->second, match_begin, end);
    append_inked(text.substr(at, match_begin - at), markup.base, markup, out);
    append_inked(text.substr(match_begin, match_end - match_begin), ink::match, markup, out);
    at = match_end;
  }
  append_inked(text.substr(at, end - at), markup.base, markup, out);
  return out;
}

std::string inked(std::string_view text, const Markup& markup) {
  return marked(text, {0, text.size()}, {}, markup);
}

std::vector<Highlight> wrapped(std::string_view text, int columns) {
  return Wrapper(text, columns).run();
}

}  // namespace demarche
