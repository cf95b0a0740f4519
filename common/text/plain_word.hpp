// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "common/text/byte_block.hpp"
#include "common/text/character.hpp"
#include "common/text/fold.hpp"

namespace demarche {

/// A word of ASCII letters that is no acronym and no part of a compound, as
/// nearly all words of English are, and most of other languages in Latin
/// letters. An analysis takes most of its time for them.
struct PlainWord {
  std::size_t end;  ///< a byte of the text
  bool capitals;    ///< whether it has any
};

namespace detail {

/// Whether a byte ends a plain word: it belongs to no word and ties none.
inline constexpr auto ends_plain_word = [] {
  std::array<bool, 256> ends{};
  for (unsigned char c = 0; c < 0x80; ++c) {
    const CharacterType type = ascii_type(c);
    ends[c] = type != CharacterType::word && type != CharacterType::hyphen &&
              type != CharacterType::apostrophe;
  }
  return ends;
}();

}  // namespace detail

/// The plain word at `at`; it ends at `at` where the word there is another, or
/// stands so near the text's end that the next eight bytes cannot be read.
inline PlainWord plain_word_at(std::string_view text, std::size_t at) {
  const PlainWord none{at, false};
  ByteBlock::Mask capitals = 0, small = 0;
  std::size_t end = at;
  for (;;) {
    if (text.size() - end < ByteBlock::size) return none;
    const ByteBlock block(text.data() + end);
    const ByteBlock::Mask others = block.others();
    const ByteBlock::Mask letters = ByteBlock::before(others);
    const ByteBlock::Mask small_letters = block.small(letters);
    small |= small_letters;
    capitals |= letters ^ small_letters;
    end += ByteBlock::count_before(others);
    if (others != 0) break;
    if (end - at >= max_term_bytes) return none;
  }
  const char next = text[end];
  if (!detail::ends_plain_word[static_cast<unsigned char>(next)]) return none;
  // Capitals alone are an acronym, and so are letters with full stops: `p.m.`
  const bool single = end == at + 1;
  if (small == 0 && !single) return none;
  if (next == '.' && single) return none;
  return {end, capitals != 0};
}

/// A plain word in small letters. The word is copied to `buffer` for that; it
/// must be one that plain_word_at() found.
inline std::string_view in_small_letters(std::string_view word,
                                         std::array<char, max_term_bytes>& buffer) {
  for (std::size_t i = 0; i < word.size(); i += ByteBlock::size)
    ByteBlock(word.data() + i).write_small(buffer.data() + i);
  return {buffer.data(), word.size()};
}

}  // namespace demarche
