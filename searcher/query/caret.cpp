// SPDX-License-Identifier: GPL-2.0-or-later
// caret_lines(): the place of an error in the query, for a terminal.
#include <algorithm>
#include <utility>

#include "common/terminal.hpp"
#include "common/text/utf8.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace {

constexpr int min_columns = 20;
constexpr std::string_view ellipsis = "…";

/// One character of the query as it is shown.
struct Piece {
  std::size_t end;  ///< of its bytes in the query
  std::string shown;
  int columns;
};

Piece piece_at(std::string_view query, std::size_t begin) {
  const std::size_t bytes = code_point_at(query, begin).bytes;
  std::string shown = printable(query.substr(begin, bytes));
  const int columns = display_columns(shown);
  return {begin + bytes, std::move(shown), columns};
}

/// Where the character before the one at `at` begins.
std::size_t step_back(std::string_view query, std::size_t at) {
  for (std::size_t bytes = 2; bytes <= std::min<std::size_t>(4, at); ++bytes) {
    if (code_point_at(query, at - bytes).bytes == bytes) return at - bytes;
  }
  return at - 1;
}

/// The first byte from which at most `columns` lead up to `at`.
std::size_t window_begin(std::string_view query, std::size_t at, int columns) {
  while (at > 0) {
    const std::size_t before = step_back(query, at);
    columns -= piece_at(query, before).columns;
    if (columns < 0) break;
    at = before;
  }
  return at;
}

/// The end of what `columns` hold from `begin` on.
std::size_t window_end(std::string_view query, std::size_t begin, int columns) {
  while (begin < query.size()) {
    const Piece piece = piece_at(query, begin);
    columns -= piece.columns;
    if (columns < 0) break;
    begin = piece.end;
  }
  return begin;
}

/// The part of the query that is shown: all of it, or what stands about the span.
SourceSpan window_about(std::string_view query, SourceSpan span, int columns) {
  // One column is kept free, for a caret at the query's end.
  if (window_end(query, 0, columns - 1) == query.size()) return {0, query.size()};
  const int inner = columns - 1 - 2 * display_columns(ellipsis);
  std::size_t begin = window_begin(query, span.begin, inner / 2);
  const std::size_t end = window_end(query, begin, inner);
  if (end == query.size()) begin = window_begin(query, query.size(), inner);
  return {begin, end};
}

}  // namespace

std::string caret_lines(std::string_view query, SourceSpan span, int columns) {
  span.begin = std::min(span.begin, query.size());
  span.end = std::clamp(span.end, span.begin, query.size());
  const SourceSpan window = window_about(query, span, std::max(columns, min_columns));

  std::string shown;
  std::string carets;
  if (window.begin > 0) shown = ellipsis;
  carets.assign(static_cast<std::size_t>(display_columns(shown)), ' ');
  std::size_t marked = 0;
  for (std::size_t at = window.begin; at < window.end;) {
    Piece piece = piece_at(query, at);
    const bool in_span = at >= span.begin && at < span.end;
    const auto width = static_cast<std::size_t>(std::max(piece.columns, 0));
    if (in_span) marked += width;
    if (at < span.begin) carets.append(width, ' ');
    shown += piece.shown;
    at = piece.end;
  }
  if (window.end < query.size()) shown += ellipsis;
  carets.append(std::max<std::size_t>(marked, 1), '^');
  return shown + "\n" + carets + "\n";
}

}  // namespace demarche
