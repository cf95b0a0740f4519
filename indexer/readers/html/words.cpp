// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/words.hpp"

#include <unicode/uchar.h>

#include "common/text/character.hpp"
#include "common/text/utf8.hpp"

namespace demarche {

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  std::size_t cut_characters = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character here = character_at(text, at);
    if (here.type == CharacterType::cut) ++cut_characters;
    if (here.type == CharacterType::word && !in_word) ++words;
    in_word = here.type == CharacterType::word || here.type == CharacterType::apostrophe ||
              here.type == CharacterType::hyphen || here.type == CharacterType::ignorable;
    at = here.end;
  }
  return words + (cut_characters + 1) / 2;
}

std::size_t count_numbers(std::string_view text) {
  std::size_t numbers = 0;
  bool in_word = false;
  bool is_number = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char byte = at < text.size() ? text[at] : ' ';
    const bool is_word =
        detail::ascii_type(static_cast<unsigned char>(byte)) == CharacterType::word ||
        static_cast<unsigned char>(byte) >= 0x80;
    if (is_word) is_number = (!in_word || is_number) && is_ascii_digit(byte);
    if (in_word && !is_word && is_number) ++numbers;
    in_word = is_word;
  }
  return numbers;
}

std::string plain_label(std::string_view text) {
  std::string label;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    at += here.bytes;
    const auto code = static_cast<UChar32>(here.value);
    if (u_isalnum(code) != 0 || u_charType(code) == U_NON_SPACING_MARK) {
      append_utf8(static_cast<char32_t>(u_tolower(code)), label);
    } else if (!label.empty() && label.back() != ' ') {
      label += ' ';
    }
  }
  if (!label.empty() && label.back() == ' ') label.pop_back();
  return label;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool found = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    const bool is_space = u_isUWhiteSpace(static_cast<UChar32>(here.value)) != 0 ||
                          here.value == 0x200b || here.value == 0xfeff;
    if (!is_space && !found) begin = at;
    at += here.bytes;
    if (is_space) continue;
    found = true;
    end = at;
  }
  return found ? text.substr(begin, end - begin) : std::string_view{};
}

}  // namespace demarche
