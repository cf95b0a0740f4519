// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/line_break.hpp"

#include "common/text/character.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_page_digits = 3;  // a line with only 1990 is a year
constexpr std::size_t max_heading_bytes = 20;
constexpr int max_page_numbers = 2;  // between two lines of text: of a page, and of a document

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) ++at;
  return at;
}

/// The end of a number that is alone on its line, or nothing.
std::optional<std::size_t> lone_number(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && is_ascii_digit(text[at])) ++at;
  if (at == begin || at - begin > max_page_digits) return std::nullopt;
  at = skip_blanks(text, at);
  if (at < text.size() && character_at(text, at).type != CharacterType::line_end)
    return std::nullopt;
  return at;
}

/// The text before the line end at `at`, back to its line's beginning, as much of it as matters.
std::string_view line_before(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
  std::size_t begin = at;
  while (begin > 0 && at - begin <= max_heading_bytes && text[begin - 1] != '\n') --begin;
  return text.substr(begin, at - begin);
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view mark :
       {".", "!", "?", ":", ";", "\"", ")", "”", "»", "’", "…", "。"}) {
    if (line.ends_with(mark)) return true;
  }
  return line.empty();
}

bool is_running(std::string_view line, std::string_view text, std::size_t next) {
  // After another number it is a row of a table.
  if (!line.empty() && line.find_first_not_of("0123456789") == std::string_view::npos) return false;
  return line.size() > max_heading_bytes || line.ends_with(',') || line.ends_with('-') ||
         case_of(character_at(text, next).code) == Case::lower;
}

/// Whether the line end at `at` is what most are: LF, and the next line begins
/// with neither a blank, a line end nor a digit.
bool goes_on(std::string_view text, std::size_t at) {
  if (text[at] != '\n' || at + 1 >= text.size()) return false;
  const auto next = static_cast<unsigned char>(text[at + 1]);
  return next > ' ' && next < 0x80 && !is_ascii_digit(text[at + 1]);
}

}  // namespace

LineBreak read_line_break(std::string_view text, std::size_t at) {
  LineBreak found;
  if (goes_on(text, at)) {
    found.end = at + 1;
    return found;
  }
  std::size_t ends = 0;       // line ends since the text or the last mark
  bool blank_before = false;  // the mark, once there is one
  bool feed = false, number = false, separator = false;
  int numbers = 0;
  std::size_t before_number = at;  // where the first number's line begins
  int blank_before_number = 0;
  found.end = at;
  while (found.end < text.size()) {
    const Character next = character_at(text, found.end);
    if (next.type == CharacterType::line_end) {
      if (next.code == '\f') {
        if (!feed && !number) blank_before = ends > 1;
        feed = true;
        ends = 0;
      } else {
        separator = separator || next.code == 0x2029;
        ++ends;
      }
      found.end = skip_blanks(text, next.end);
      continue;
    }
    const auto number_end = lone_number(text, found.end);
    if (!number_end || (ends == 0 && !feed)) break;
    if (!feed && !number) blank_before = ends > 1;
    if (!number) {
      before_number = found.end;
      blank_before_number = ends > 1 ? 1 : 0;
    }
    number = true;
    ends = 0;
    found.end = *number_end;
    // A column of numbers is a table; pages have few. It also keeps this linear.
    if (++numbers > max_page_numbers) break;
  }
  const bool text_follows = found.end < text.size();
  if (number && (numbers > max_page_numbers || !text_follows ||
                 !is_running(line_before(text, at), text, found.end))) {
    // Not a page's number: it is text, and the break ends before it.
    found.end = before_number;
    found.kind =
        blank_before_number > 0 || separator ? LineBreak::Kind::paragraph : LineBreak::Kind::line;
    return found;
  }
  if (feed || number) {
    found.kind = LineBreak::Kind::page;
    found.ends_paragraph =
        separator || (blank_before && ends > 1 && ends_sentence(line_before(text, at)));
  } else if (ends > 1 || separator) {
    found.kind = LineBreak::Kind::paragraph;
  }
  return found;
}

std::optional<std::size_t> continued_line(std::string_view text, std::size_t at) {
  const std::size_t end = skip_blanks(text, at);
  if (end >= text.size() || character_at(text, end).type != CharacterType::line_end)
    return std::nullopt;
  const LineBreak found = read_line_break(text, end);
  if (found.kind == LineBreak::Kind::paragraph || found.ends_paragraph) return std::nullopt;
  return found.end;
}

}  // namespace demarche
