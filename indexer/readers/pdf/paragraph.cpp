// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/paragraph.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "common/text/character.hpp"

namespace demarche {
namespace {

bool ends_sentence(std::string_view text) {
  static constexpr std::array<std::string_view, 15> marks = {
      ".", "!", "?", ":", ";", "\"", ")", "”", "»", "’", "…", "。", "！", "？", "؟"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return text.ends_with(mark); });
}

bool begins_small(std::string_view text) {
  return case_of(character_at(text, 0).code) == Case::lower;
}

bool ends_in_hyphen(std::string_view text) {
  return text.ends_with('-') || text.ends_with("\u2010");
}

bool begins_bullet(std::string_view text) {
  static constexpr std::array<std::string_view, 6> bullets = {"•", "▪", "◦", "●", "‣", "\uf0b7"};
  return std::any_of(bullets.begin(), bullets.end(),
                     [&](std::string_view bullet) { return text.starts_with(bullet); });
}

/// `12.`, `3)`
bool begins_number(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  return end > 0 && end < text.size() && (text[end] == '.' || text[end] == ')');
}

/// Whether the line goes as far as its column, but for a share of it: the next one may go
/// on with it.
bool is_full(const PlacedLine& placed, double ragged_share = 0.15) {
  const PdfLine& line = *placed.line;
  return line.end() >= placed.column_end - ragged_share * (placed.column_end - line.begin());
}

bool is_indented(const PlacedLine& placed) {
  return placed.line->begin() > placed.column_begin + 0.6 * placed.line->height();
}

bool same_height(const PdfLine& left, const PdfLine& right) {
  constexpr double tolerance = 0.12;
  return std::abs(left.height() - right.height()) <= tolerance * left.height();
}

/// Whether the lines follow each other down a column, with no more room between them than most.
bool is_next_down(const PlacedLine& before, const PlacedLine& next, double usual_room) {
  const PdfLine& above = *before.line;
  const PdfLine& below = *next.line;
  const double room = below.top - above.bottom;
  return before.page == next.page && below.top > above.top && same_height(above, below) &&
         below.left < above.right && above.left < below.right &&
         room < usual_room + 0.5 * above.height();
}

/// Down a column a paragraph begins with an indent or a number, or after a short line.
bool begins_paragraph_down(const PlacedLine& before, const PlacedLine& next) {
  if (!ends_sentence(before.line->text)) {
    // Poppler sees something between the blocks, such as another font.
    return before.block != next.block && !is_full(before) && !begins_small(next.line->text) &&
           !before.line->text.ends_with(',');
  }
  const bool is_new_indent = is_indented(next) && before.line->begin() < next.line->begin();
  return is_new_indent || begins_number(next.line->text) || !is_full(before);
}

/// Over the end of a column or a page, and over room.
bool begins_paragraph_elsewhere(const PlacedLine& before, const PlacedLine& next) {
  const PdfLine& above = *before.line;
  const PdfLine& below = *next.line;
  if (!same_height(above, below)) return true;
  const bool is_new_column = before.page != next.page || below.top < above.bottom;
  const bool begins_another = begins_number(below.text) || is_indented(next);
  // Few paragraphs end just where their line does.
  if (ends_sentence(above.text)) return !is_new_column || begins_another || !is_full(before, 0.02);
  if (begins_small(below.text) || above.text.ends_with(',')) return false;
  return !is_new_column || begins_another || !is_full(before);
}

}  // namespace

bool begins_paragraph(const PlacedLine& before, const PlacedLine& next, double usual_room) {
  if (begins_bullet(next.line->text)) return true;
  if (ends_in_hyphen(before.line->text) && begins_small(next.line->text)) return false;
  return is_next_down(before, next, usual_room) ? begins_paragraph_down(before, next)
                                                : begins_paragraph_elsewhere(before, next);
}

}  // namespace demarche
