// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/word_run.hpp"

#include "common/text/character.hpp"
#include "common/text/line_break.hpp"

namespace demarche {
namespace {

void count(WordRun& run, char32_t code) {
  const Case letter_case = case_of(code);
  run.upper += letter_case == Case::upper;
  run.lower += letter_case == Case::lower;
  run.digits += is_digit(code);
  run.characters += !extends_cluster(code);
}

/// The end of at most `limit` digits that stand at `at`.
std::size_t digits_end(std::string_view text, std::size_t at, std::size_t limit) {
  for (; limit > 0 && at < text.size(); --limit) {
    const Character next = character_at(text, at);
    if (!is_digit(next.code)) break;
    at = next.end;
  }
  return at;
}

/// The end of a separator and three digits that stand at `at`, or 0.
std::size_t digit_group(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const Character separator = character_at(text, at);
  if (!separates_thousands(separator.code)) return 0;
  const std::size_t end = digits_end(text, separator.end, 3);
  const bool three = digits_end(text, separator.end, 2) != end;
  const bool more = end < text.size() && character_at(text, end).type == CharacterType::word;
  return three && !more ? end : 0;
}

bool stands_at(std::string_view text, std::size_t at, char mark) {
  return at < text.size() && text[at] == mark;
}

}  // namespace

WordRun read_letters(std::string_view text, std::size_t begin) {
  WordRun run;
  run.begin = run.end = begin;
  for (std::size_t i = begin; i < text.size();) {
    const Character next = character_at(text, i);
    if (next.type == CharacterType::word) {
      run.end = next.end;
      count(run, next.code);
    } else if (next.type != CharacterType::ignorable) {
      break;
    }
    i = next.end;
    if (next.code == soft_hyphen) i = continued_line(text, i).value_or(i);
  }
  return run;
}

WordRun read_cluster(std::string_view text, std::size_t begin) {
  WordRun run;
  run.begin = begin;
  run.end = character_at(text, begin).end;
  while (run.end < text.size()) {
    const Character next = character_at(text, run.end);
    if (!extends_cluster(next.code)) break;
    run.end = next.end;
  }
  run.characters = 1;
  return run;
}

bool grow_acronym(std::string_view text, WordRun& run, std::string& bare) {
  if (!run.is_letter() || !stands_at(text, run.end, '.')) return false;
  WordRun whole = run;
  bare = run.in(text);
  while (stands_at(text, whole.end, '.') && whole.end + 1 < text.size()) {
    if (character_at(text, whole.end + 1).type != CharacterType::word) break;
    const WordRun letter = read_letters(text, whole.end + 1);
    if (letter.characters != 1 || letter.upper + letter.lower != 1) break;
    bare += letter.in(text);
    whole.end = letter.end;
    whole.upper += letter.upper;
    whole.lower += letter.lower;
    ++whole.characters;
  }
  const bool stopped = stands_at(text, whole.end, '.');
  if (whole.characters < 2 || (whole.lower > 0 && !stopped)) return false;
  if (stopped) ++whole.end;
  run = whole;
  return true;
}

bool grow_number(std::string_view text, WordRun& run, std::string& bare) {
  if (!run.is_number()) return false;
  const std::size_t end = run.end;
  bare = run.in(text);
  if (run.characters <= 3) {
    while (const std::size_t group_end = digit_group(text, run.end)) {
      const std::size_t group = character_at(text, run.end).end;
      bare += text.substr(group, group_end - group);
      run.end = group_end;
    }
  }
  while (stands_at(text, run.end, '.')) {
    const std::size_t part_end = digits_end(text, run.end + 1, text.size());
    if (part_end == run.end + 1) break;
    bare += text.substr(run.end, part_end - run.end);
    run.end = part_end;
  }
  return run.end != end;
}

}  // namespace demarche
