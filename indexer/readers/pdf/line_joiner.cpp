// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/line_joiner.hpp"

#include "common/text/character.hpp"
#include "common/text/fold.hpp"

namespace demarche {
namespace {

CharacterType last_type(std::string_view text) {
  return character_at(text, character_start(text, text.size() - 1)).type;
}

/// The bytes of a hyphen that a word ends with at the end of `text`; else 0.
std::size_t hyphen_of(std::string_view text) {
  const std::size_t bytes = text.ends_with('-') ? 1 : text.ends_with("\u2010") ? 3 : 0;
  if (bytes == 0 || bytes == text.size()) return 0;
  text.remove_suffix(bytes);
  return last_type(text) == CharacterType::word ? bytes : 0;
}

std::string_view first_word(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && character_at(text, end).type == CharacterType::word)
    end = character_at(text, end).end;
  return text.substr(0, end);
}

std::string_view last_word(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0) {
    const std::size_t before = character_start(text, begin - 1);
    if (character_at(text, before).type != CharacterType::word) break;
    begin = before;
  }
  return text.substr(begin);
}

std::string folded(std::string_view word) {
  FoldedWord out;
  fold_word(word, out);
  return out.term;
}

}  // namespace

void LineJoiner::note_words(std::string_view line) {
  const std::size_t hyphen = hyphen_of(line);
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view word = first_word(line.substr(at));
    at += word.size();
    const bool is_part = hyphen > 0 && at + hyphen == line.size();
    if (!word.empty() && !is_part) words_.insert(folded(word));
    if (at < line.size()) at = character_at(line, at).end;
  }
}

void LineJoiner::append(std::string& text, std::string_view line) const {
  const std::size_t hyphen = hyphen_of(text);
  if (text.empty()) {
  } else if (hyphen == 0) {
    // Scripts without spaces have none at a line's end.
    const bool are_cut =
        last_type(text) == CharacterType::cut && character_at(line, 0).type == CharacterType::cut;
    text += are_cut ? "" : " ";
  } else {
    const std::string_view part = last_word(std::string_view(text).substr(0, text.size() - hyphen));
    if (words_.contains(folded(std::string(part).append(first_word(line)))))
      text.erase(text.size() - hyphen);
    else
      text += '\n';
  }
  text += line;
}

}  // namespace demarche
