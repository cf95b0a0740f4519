// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/neighbour.hpp"

#include <algorithm>
#include <array>

#include "common/text/character.hpp"
#include "common/text/fold.hpp"
#include "common/text/line_break.hpp"

namespace demarche {
namespace {

using Kind = Neighbour::Kind;

/// Brackets that are a neighbour hold no more than a year or a session.
constexpr std::size_t max_group_bytes = 12;
/// A longer run is none of the words that citations are made of.
constexpr std::size_t max_word_bytes = 64;
/// Neighbours stand no farther apart.
constexpr std::size_t max_blank_bytes = 64;

constexpr std::array<std::string_view, 6> abbreviations = {"res", "resol", "no", "nos", "n", "nr"};

constexpr char32_t degree_sign = 0x00B0, ordinal_sign = 0x00BA, no_break_space = 0x00A0,
                   narrow_no_break_space = 0x202F, numero_sign = 0x2116;

bool is_blank(const Character& character) {
  switch (character.code) {
    case ' ':
    case '\t':
    case '\r':
    case '[':
    case ']':
    case degree_sign:
    case ordinal_sign:
    case no_break_space:
    case narrow_no_break_space:
    case numero_sign:
      return true;
    default:
      return character.type == CharacterType::apostrophe ||
             character.type == CharacterType::ignorable;
  }
}

Character character_before(std::string_view text, std::size_t at) {
  return character_at(text, character_start(text, at - 1));
}

bool is_word_at(std::string_view text, std::size_t at) {
  return at < text.size() && character_at(text, at).type == CharacterType::word;
}

bool ends_word(std::string_view text, std::size_t at) {
  return at > 0 && character_before(text, at).type == CharacterType::word;
}

/// Whether `/` or `-` before a digit stands at `at`.
bool ties(std::string_view text, std::size_t at) {
  return (text[at] == '/' || text[at] == '-') && at + 1 < text.size() &&
         is_ascii_digit(text[at + 1]);
}

std::size_t word_begin(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at > 0 && end - at < max_word_bytes) {
    if (ends_word(text, at)) {
      at = character_start(text, at - 1);
    } else if (ties(text, at - 1) && ends_word(text, at - 1)) {
      --at;
    } else {
      break;
    }
  }
  return at;
}

std::size_t word_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size() && at - begin < max_word_bytes) {
    if (is_word_at(text, at)) {
      at = character_at(text, at).end;
    } else if (ties(text, at)) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

/// The folded word [begin, end), without a hyphen and the line's end after it.
std::string folded(std::string_view text, std::size_t begin, std::size_t end) {
  FoldedWord word;
  std::string letters;
  for (std::size_t at = begin; at < end;) {
    const Character next = character_at(text, at);
    const auto continued =
        next.type == CharacterType::hyphen ? continued_line(text, next.end) : std::nullopt;
    if (!continued) letters.append(text.substr(at, next.end - at));
    at = continued.value_or(next.end);
  }
  fold_word(letters, word);
  return word.term;
}

Neighbour word(std::string_view text, std::size_t begin, std::size_t end) {
  return {Kind::word, begin, end, folded(text, begin, end)};
}

/// Where a word began that ends at `end` with a hyphen at a line's end; else `begin`.
std::size_t parted_begin(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\r' || text[at - 1] == '\n')) --at;
  if (at == begin || at < 2 || text[at - 1] != '-' || !ends_word(text, at - 1)) return begin;
  return continued_line(text, at) == begin ? word_begin(text, at - 1) : begin;
}

/// Where an acronym with points begins that ends at `end`: `S.C.`; else `end`.
std::size_t pointed_begin(std::string_view text, std::size_t end) {
  std::size_t at = end;
  while (at >= 2 && text[at - 1] == '.' && text[at - 2] >= 'A' && text[at - 2] <= 'Z') at -= 2;
  const bool is_apart = at == 0 || !ends_word(text, at);
  return end - at >= 4 && is_apart ? at : end;
}

std::string without_points(std::string_view text) {
  std::string letters(text);
  std::erase(letters, '.');
  return letters;
}

}  // namespace

bool Neighbour::is_number() const {
  return kind == Kind::word && std::any_of(term.begin(), term.end(), is_ascii_digit);
}

Neighbour neighbour_before(std::string_view text, std::size_t at) {
  const std::size_t farthest = at - std::min(at, max_blank_bytes);
  int line_ends = 0;
  while (at > farthest) {
    const Character last = character_before(text, at);
    if (last.code == '\n' ? ++line_ends > 1 : !is_blank(last)) break;
    at = character_start(text, at - 1);
  }
  if (at == farthest || line_ends > 1) return {};
  const char mark = text[at - 1];
  if (mark == ',') return {Kind::comma, at - 1, at, {}};
  if (mark == ')') {
    const std::size_t first = at - std::min(at, max_group_bytes);
    const std::size_t open = text.substr(first, at - 1 - first).rfind('(');
    if (open == std::string_view::npos) return {};
    const std::size_t begin = first + open;
    return {Kind::group, begin, at, std::string(text.substr(begin + 1, at - begin - 2))};
  }
  if (mark == '&') return {Kind::word, at - 1, at, "and"};
  if (const std::size_t begin = pointed_begin(text, at); begin < at) {
    const std::string letters = without_points(text.substr(begin, at - begin));
    return {Kind::word, begin, at, folded(letters, 0, letters.size())};
  }
  const std::size_t end = mark == '.' ? at - 1 : at;
  if (!ends_word(text, end)) return {};
  const Neighbour found = word(text, parted_begin(text, word_begin(text, end)), end);
  const bool abbreviated =
      std::find(abbreviations.begin(), abbreviations.end(), found.term) != abbreviations.end();
  return mark == '.' && !abbreviated ? Neighbour{} : found;
}

Neighbour neighbour_after(std::string_view text, std::size_t at) {
  const std::size_t farthest = std::min(text.size(), at + max_blank_bytes);
  int line_ends = 0;
  while (at < farthest) {
    const Character next = character_at(text, at);
    if (next.code == '\n' ? ++line_ends > 1 : !is_blank(next)) break;
    at = next.end;
  }
  if (at >= farthest || line_ends > 1) return {};
  if (text[at] == ',') return {Kind::comma, at, at + 1, {}};
  if (text[at] == '(') {
    const std::size_t close = text.substr(at, max_group_bytes).find(')');
    if (close == std::string_view::npos) return {};
    return {Kind::group, at, at + close + 1, std::string(text.substr(at + 1, close - 1))};
  }
  if (text[at] == '&') return {Kind::word, at, at + 1, "and"};
  if (!is_word_at(text, at)) return {};
  return word(text, at, word_end(text, at));
}

}  // namespace demarche
