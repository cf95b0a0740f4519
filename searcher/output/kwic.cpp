// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/kwic.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "common/terminal.hpp"
#include "common/text/utf8.hpp"
#include "searcher/options.hpp"
#include "searcher/output/counted.hpp"
#include "searcher/output/markup.hpp"

namespace demarche {
namespace {

/// What most matches take at most; a longer one takes from what follows it.
constexpr int match_columns = 12;
constexpr int gap_columns = 2;

std::string spaces(int columns) {
  return std::string(static_cast<std::size_t>(std::max(columns, 0)), ' ');
}

/// Most text; each of its bytes is a column.
bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Where the beginning of printable text ends that takes at most so many columns,
/// with the marks on its last character.
std::size_t fitting_begin(std::string_view text, int columns) {
  const auto bytes_wanted = static_cast<std::size_t>(std::max(columns, 0));
  if (is_ascii(text)) return std::min(text.size(), bytes_wanted);
  std::size_t at = 0;
  for (int used = 0; at < text.size();) {
    const std::size_t bytes = code_point_at(text, at).bytes;
    used += display_columns(text.substr(at, bytes));
    if (used > columns) break;
    at += bytes;
  }
  return at;
}

/// Where the end of printable text begins that takes at most so many columns;
/// never at a mark on a character that is cut off.
std::size_t fitting_end(std::string_view text, int columns) {
  if (is_ascii(text))
    return text.size() - std::min(text.size(), static_cast<std::size_t>(std::max(columns, 0)));
  int excess = display_columns(text) - columns;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t bytes = code_point_at(text, at).bytes;
    const int taken = display_columns(text.substr(at, bytes));
    if (excess <= 0 && (taken > 0 || at == 0)) break;
    excess -= taken;
    at += bytes;
  }
  return at;
}

}  // namespace

KwicPage::KwicPage(std::size_t width, const TextStyle& style)
    : style_(style),
      left_columns_(static_cast<int>(width > 0 ? width : default_kwic_width)),
      right_columns_(left_columns_ + match_columns),
      place_columns_(0) {
  if (width > 0 || !style.terminal) return;
  constexpr int min_place_columns = 12;
  place_columns_ = std::max(style.columns / 4, min_place_columns);
  const int columns = std::max(style.columns - place_columns_ - gap_columns, 2 * match_columns);
  left_columns_ = (columns - match_columns) / 2;
  right_columns_ = columns - left_columns_;
}

std::size_t KwicPage::context_characters() const {
  constexpr int per_column = 3;
  return static_cast<std::size_t>(std::max(left_columns_, right_columns_) * per_column);
}

std::string KwicPage::place_of(const Occurrence& occurrence) const {
  std::string place = printable(occurrence.statement->id);
  if (occurrence.field != "text") place += fmt::format(" ({})", occurrence.field);
  if (place_columns_ == 0 || display_columns(place) <= place_columns_) return place;
  return "…" + place.substr(fitting_end(place, place_columns_ - 1));
}

std::string KwicPage::line(const Occurrence& occurrence) const {
  std::string left = printable(occurrence.left);
  left.erase(0, fitting_end(left, left_columns_));
  std::string match = printable(occurrence.match);
  if (place_columns_ > 0 && display_columns(match) > right_columns_) {
    match.resize(fitting_begin(match, right_columns_ - 1));
    match += "…";
  }
  const int rest = std::max(right_columns_ - display_columns(match), 0);
  std::string right = printable(occurrence.right);
  right.resize(fitting_begin(right, place_columns_ > 0 ? rest : left_columns_));
  const int unused = std::max(rest - display_columns(right), 0);
  const auto in = [this](std::string_view text, std::string_view base) {
    return inked(text, {style_.color, base});
  };
  return spaces(left_columns_ - display_columns(left)) + in(left, ink::plain) +
         in(match, ink::match) + in(right, ink::plain) + spaces(unused + gap_columns) +
         in(place_of(occurrence), ink::dim) + '\n';
}

std::string KwicPage::summary(const ConcordanceCounts& counts) const {
  std::string line = fmt::format("{} in {}", counted(counts.occurrences, "occurrence"),
                                 counted(counts.statements, "statement"));
  if (counts.without > 0)
    line += fmt::format("; {} found by filters or exclusions alone",
                        counted(counts.without, "statement"));
  return inked(line, {style_.color, ink::plain}) + '\n';
}

}  // namespace demarche
