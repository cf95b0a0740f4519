// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/wildcard.hpp"

#include "common/text/utf8.hpp"
#include "searcher/query/characters.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace {

[[noreturn]] void throw_misplaced(std::size_t at) {
  throw QueryError("a * stands only at the end of a word", {at, at + 1},
                   "leave it out, or write the beginning of the word before it");
}

bool has_word(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (is_word_character(here.value)) return true;
    at += here.bytes;
  }
  return false;
}

bool begins_with_word(std::string_view text) {
  return !text.empty() && is_word_character(code_point_at(text, 0).value);
}

/// Throws unless every `*` stands alone, as punctuation, or ends a word of
/// min_prefix_characters.
void check_wildcards(std::string_view text, std::size_t offset) {
  std::size_t word_begin = 0;
  std::size_t letters = 0;  // of the run of word characters that ends at `at`
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (here.value == U'*') {
      if (begins_with_word(text.substr(at + 1))) throw_misplaced(offset + at);
      if (letters > 0 && letters < min_prefix_characters) {
        throw QueryError("a * needs three letters or digits before it",
                         {offset + word_begin, offset + at + 1});
      }
    }
    if (!is_word_character(here.value)) {
      letters = 0;
    } else if (!is_combining_mark(here.value)) {
      if (letters++ == 0) word_begin = at;
    }
    at += here.bytes;
  }
}

}  // namespace

void check_phrase_wildcards(std::string_view text, std::size_t offset) {
  check_wildcards(text, offset);
  bool after_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    if (here.value == U'*' && !after_word) {
      throw QueryError("a * in a phrase stands only at the end of a word",
                       {offset + at, offset + at + 1},
                       "for any one word between two write a ADJ/1 b");
    }
    after_word = here.value == U'*' || is_word_character(here.value);
    at += here.bytes;
  }
}

void check_phrase_signs(std::string_view text, std::size_t offset) {
  for (std::size_t at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    const bool begins = at == 0 || text[at - 1] == ' ';
    if (begins && begins_with_word(text.substr(at + 1)))
      throw QueryError("a = stands before a quotation, not within it",
                       {offset + at, offset + at + 1}, "=\"a b\" is for all of its words");
  }
}

std::optional<std::size_t> prefix_bytes(std::string_view chunk, std::size_t offset) {
  const std::size_t star = chunk.find('*');
  if (star == std::string_view::npos || !has_word(chunk)) return std::nullopt;
  check_wildcards(chunk, offset);
  std::size_t last = 0;
  for (std::size_t at = 0; at < star; at += code_point_at(chunk, at).bytes) last = at;
  const bool after_word = star > 0 && begins_with_word(chunk.substr(last));
  if (!after_word || has_word(chunk.substr(star))) throw_misplaced(offset + star);
  return star;
}

std::optional<std::size_t> value_prefix_bytes(std::string_view value, std::size_t offset) {
  const std::size_t star = value.find('*');
  if (star == std::string_view::npos) return std::nullopt;
  if (star + 1 != value.size() || !has_word(value)) throw_misplaced(offset + star);
  return star;
}

}  // namespace demarche
