// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace demarche {

/// What a token is.
enum class TokenKind : std::uint8_t {
  word,      ///< a word: "oceans"; or one character of a script written without spaces
  acronym,   ///< a word that stands in capitals, at the word's position: "us" for `U.S.`
  tag,       ///< `#tag` or `@handle` with its sign, at the word's position
  compound,  ///< "ceasefire:cease-fire", or "community|commun-ity" where only a line's end
             ///< parts it: at the position of its first part
  citation,  ///< a document or resolution of the United Nations, "s/res/242", at the position of
             ///< its first number; its bytes may begin before that word
  break_     ///< what a reader skips: a page number, a form feed. It has no term
};

/// One term that a text holds, and where.
struct Token {
  TokenKind kind;
  bool attached;  ///< word: nothing but joining punctuation since the word before: `A/RES`,
                  ///< `d’Ivoire`
  bool clitic;    ///< word: a possessive or an elision (`s` of `DPRK's`, `d` of `d’Ivoire`)
  std::uint32_t position;  ///< word position; consecutive in running text
  std::size_t begin, end;  ///< the source bytes [begin, end) that it came from
  std::string_view term;   ///< folded; valid during the call of the sink only
  std::string_view
      accented;  ///< case-folded with its accents where that differs from term, else empty
};

/// The word that a compound is without its hyphens: "ceasefire".
constexpr std::string_view joined_word(std::string_view compound) {
  return compound.substr(0, compound.find_first_of(":|"));
}

/// A compound has at most so many words; a longer chain is only a phrase.
inline constexpr std::uint32_t max_compound_words = 5;

/// The words that a compound is made of: 2 for "ceasefire:cease-fire".
constexpr std::uint32_t compound_words(std::string_view compound) {
  std::uint32_t words = 1;
  for (const char c : compound.substr(joined_word(compound).size())) words += c == '-' ? 1 : 0;
  return words;
}

/// Who takes the tokens: any callable, mostly a lambda written into the call.
/// It refers to the callable and does not own it, so it is for arguments only.
class TokenSink {
public:
  template <typename Taker>
  TokenSink(const Taker& taker)
      : taker_(&taker),
        give_([](const void* to, const Token& token) { (*static_cast<const Taker*>(to))(token); }) {
  }

  void operator()(const Token& token) const { give_(taker_, token); }

private:
  const void* taker_;
  void (*give_)(const void* taker, const Token& token);
};

}  // namespace demarche
