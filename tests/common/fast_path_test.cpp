// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"
#include "common/text/utf8.hpp"

using namespace demarche;

// Most words are read in a faster way than the rules are written for. An
// invisible character in a word changes nothing but that it bars that way; so
// with and without it, both must say the same.

namespace {

constexpr std::string_view invisible = "\u200B";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// A text with `mark` after the first letter of each word, and where the bytes
/// of the text before it went.
struct Marked {
  std::string text;
  std::vector<std::size_t> places;
};

Marked with_marks(std::string_view text, std::string_view mark) {
  Marked out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out.places.push_back(out.text.size());
    out.text += text[i];
    if (is_letter(text[i]) && (i == 0 || !is_letter(text[i - 1])) && i + 1 < text.size() &&
        is_letter(text[i + 1]))
      out.text += mark;
  }
  out.places.push_back(out.text.size());
  return out;
}

using Kept = std::tuple<TokenKind, bool, bool, std::uint32_t, std::size_t, std::size_t, std::string,
                        std::string>;

/// The tokens of a text but citations, which are written in plain letters. Their bytes are moved
/// to `places` if there are any.
std::vector<Kept> tokens_of(std::string_view text, const std::vector<std::size_t>& places = {}) {
  std::vector<Kept> tokens;
  const auto place = [&](std::size_t at) { return places.empty() ? at : places[at]; };
  analyze(text, 1, [&](const Token& token) {
    if (token.kind == TokenKind::citation) return;
    tokens.emplace_back(token.kind, token.attached, token.clitic, token.position,
                        place(token.begin), place(token.end), token.term, token.accented);
  });
  return tokens;
}

bool changes_tokens(std::string_view text, std::string_view mark) {
  const Marked marked = with_marks(text, mark);
  return tokens_of(text, marked.places) != tokens_of(marked.text);
}

std::string random_word(std::mt19937& random) {
  static constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  static constexpr std::string_view small_letters = "abcdefghijklmnopqrstuvwxyz";
  const unsigned style = random() % 8;
  const std::size_t length = 1 + random() % (random() % 50 == 0 ? 2 * max_term_bytes : 20);
  std::string word;
  for (std::size_t i = 0; i < length; ++i) {
    const bool capital = style == 0 || (style == 1 && i == 0) || (style == 2 && random() % 2 == 0);
    word += (capital ? capitals : small_letters)[random() % 26];
  }
  return word;
}

/// Words, and all that may stand between them but a number on a line of its
/// own: whether it is a page's depends on how many bytes the line before has.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> between = {" ",
                                                   " ",
                                                   " ",
                                                   ", ",
                                                   ". ",
                                                   ".",
                                                   "-",
                                                   "'",
                                                   "’",
                                                   "‑",
                                                   "–",
                                                   "—",
                                                   "\n",
                                                   "\n\n",
                                                   "\t",
                                                   "-\n",
                                                   "\f",
                                                   "#",
                                                   " @",
                                                   "/",
                                                   "é",
                                                   "́",
                                                   "_",
                                                   "7",
                                                   "中",
                                                   "\u00AD",
                                                   "(",
                                                   "[",
                                                   "{",
                                                   "`",
                                                   "^",
                                                   "\\",
                                                   "",
                                                   "\r\n",
                                                   " 1,234 ",
                                                   "\xFF",
                                                   std::string(1, '\0')};
  std::string text;
  for (std::size_t words = random() % 12; words > 0; --words)
    text += random_word(random) + between[random() % between.size()];
  return text;
}

}  // namespace

TEST_CASE("an invisible character within a word changes no token", "[analyzer][law]") {
  std::mt19937 random(20260211);
  for (int i = 0; i < 50'000; ++i) {
    const std::string text = random_text(random);
    if (changes_tokens(text, invisible)) FAIL(text);
  }
}

TEST_CASE("the law of invisible characters can fail", "[analyzer][control]") {
  CHECK_FALSE(changes_tokens("The Assembly met.", invisible));
  CHECK(changes_tokens("The Assembly met.", "-"));
}

TEST_CASE("a word is folded as its characters are, whatever they are", "[fold][law]") {
  std::mt19937 random(8);
  FoldedWord word, barred;
  for (int i = 0; i < 200'000; ++i) {
    const std::uint32_t limit = i % 2 == 0 ? 0x800 : 0xD800;
    std::string text;
    for (std::size_t length = 1 + random() % 4; length > 0; --length)
      append_utf8(static_cast<char32_t>('a' + random() % (limit - 'a')), text);
    fold_word(text, word);
    fold_word(std::string(invisible) + text, barred);
    if (word.term != barred.term || word.accented != barred.accented) FAIL(text);
  }
}
