// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/analyzer.hpp"

#include <fmt/format.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "common/text/fold.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/golden_rows.hpp"

using namespace demarche;

namespace {

struct Kept {
  TokenKind kind;
  std::uint32_t position;
  std::size_t begin, end;
  std::string term;
  bool clitic, attached;
};

std::vector<Kept> tokens_of(std::string_view text) {
  std::vector<Kept> tokens;
  analyze(text, 1, [&tokens](const Token& token) {
    tokens.push_back({token.kind, token.position, token.begin, token.end, std::string(token.term),
                      token.clitic, token.attached});
  });
  return tokens;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const Kept& token : tokens_of(text)) {
    if (token.kind == TokenKind::word) words.push_back(token.term);
  }
  return words;
}

/// `oceans@1[0,6)`; `^` before an acronym, `~` a compound, `|` a page break.
std::string written(const Kept& token) {
  const char* sign = "";
  if (token.kind == TokenKind::acronym) sign = "^";
  if (token.kind == TokenKind::compound) sign = "~";
  if (token.kind == TokenKind::citation) sign = "§";
  if (token.kind == TokenKind::break_) sign = "|";
  return fmt::format("{}{}@{}[{},{}){}", sign, token.term, token.position, token.begin, token.end,
                     token.clitic ? "'" : "");
}

/// Whether the last number of a symbol stands in the slice.
bool cites_its_digits(std::string_view slice, std::string_view symbol) {
  constexpr std::string_view digits = "0123456789";
  const std::size_t last = symbol.find_last_of(digits);
  const std::size_t first = symbol.find_last_not_of(digits, last) + 1;
  return slice.find(symbol.substr(first, last + 1 - first)) != std::string_view::npos;
}

/// Whether a token's bytes alone, analyzed, give that token.
bool slices_source(std::string_view text, const Kept& token) {
  if (token.begin >= token.end || token.end > text.size()) return false;
  const std::string_view slice = text.substr(token.begin, token.end - token.begin);
  if (token.kind == TokenKind::break_)
    return slice.find_first_not_of("0123456789 \t\r\n\f") == std::string_view::npos;
  // Whose number it is may stand beyond the slice.
  if (token.kind == TokenKind::citation) return cites_its_digits(slice, token.term);
  // Whether a number between lines is a page's depends on what stands about the slice.
  if (slice.find('\n') != std::string_view::npos &&
      slice.find_first_of("0123456789") != std::string_view::npos)
    return true;
  for (const Kept& alone : tokens_of(slice)) {
    if (alone.kind == token.kind && alone.term == token.term) return true;
  }
  return false;
}

void check_laws(std::string_view text) {
  std::uint32_t position = 0;
  std::size_t begin = 0;
  for (const Kept& token : tokens_of(text)) {
    if (!slices_source(text, token))
      FAIL(written(token) << " is not what its bytes say: "
                          << text.substr(token.begin, token.end - token.begin));
    if (token.kind != TokenKind::break_ && token.term.empty()) FAIL("an empty term");
    if (token.term.size() > max_term_bytes + 1) FAIL("a term too long: " << token.term.size());
    if (token.kind != TokenKind::word) continue;
    if (token.position <= position || token.begin < begin) FAIL("out of order: " << written(token));
    position = token.position;
    begin = token.end;
  }
}

std::string random_text(std::mt19937& random, bool valid) {
  static const std::vector<std::string> pieces = {
      "a",      "B",       "é",           "Ω",      "ё",       "ﷺ",  "中",     "ท",      "ี",
      "한",     "ｶ",       "ﾞ",           "7",      "12",      "٣",  "-",      "‑",      "–",
      "'",      "’",       ".",           ",",      " ",       "\n", "\n\n",   "\f",     "\n6\n",
      "\u00AD", "\u200B",  "\u0301",      "#",      "@",       "_",  "/",      "(",      "“",
      "»",      "²",       "₂",           "ǆ",      "ß",       "İ",  "\u202E", "word",   "UN",
      "U.N.",   "self-\n", "resolution ", "S/RES/", " (1967)", "A/", "75/1",   "(XXVI)", " and "};
  std::string text;
  const std::size_t length = random() % 40;
  for (std::size_t i = 0; i < length; ++i) {
    if (valid || random() % 3 != 0)
      text += pieces[random() % pieces.size()];
    else
      text += static_cast<char>(random() % 256);
  }
  return text;
}

}  // namespace

TEST_CASE("the golden table says what each text becomes", "[analyzer][golden]") {
  std::size_t rows = 0;
  for (const test::GoldenRow& row : test::golden_rows("analysis.txt")) {
    std::string found;
    for (const Kept& token : tokens_of(test::unescaped(row.text)))
      found += (found.empty() ? "" : " ") + written(token);
    CHECK(row.text + "\n" + found ==
          row.text + "\n" + fmt::format("{}", fmt::join(row.expected, "\n")));
    ++rows;
  }
  CHECK(rows >= 60);
}

TEST_CASE("every term is what its own bytes say, in the golden tables' texts", "[analyzer][law]") {
  for (const char* table : {"analysis.txt", "citations.txt"}) {
    for (const test::GoldenRow& row : test::golden_rows(table))
      check_laws(test::unescaped(row.text));
  }
}

TEST_CASE("every term is what its own bytes say, in the sample corpus", "[analyzer][law]") {
  for (const std::string& file : test::files_below(SOURCE_DIR "/corpus/statements"))
    check_laws(test::read_bytes(file));
}

TEST_CASE("every term is what its own bytes say, in random texts", "[analyzer][law]") {
  std::mt19937 random(20251109);
  for (int i = 0; i < 20000; ++i) check_laws(random_text(random, true));
}

TEST_CASE("no bytes make the analysis throw or lose order", "[analyzer]") {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random, false);
    std::uint32_t last = 0;
    CHECK_NOTHROW(analyze(text, 1, [&last](const Token& token) {
      if (token.kind != TokenKind::word) return;
      if (token.position <= last) throw std::logic_error("out of order");
      last = token.position;
    }));
  }
}

TEST_CASE("the law of spans can fail", "[analyzer][control]") {
  const std::string text = "hollow promises";
  Kept token = tokens_of(text).front();
  CHECK(slices_source(text, token));
  ++token.begin;
  CHECK_FALSE(slices_source(text, token));
}

TEST_CASE("folding twice is folding once", "[analyzer][law]") {
  std::mt19937 random(3);
  FoldedWord once, twice;
  for (int i = 0; i < 20000; ++i) {
    for (const std::string& word : words_of(random_text(random, true))) {
      fold_word(word, once);
      CHECK(once.term == word);
      fold_word(once.term, twice);
      if (once.term != twice.term) FAIL(word);
    }
  }
}

namespace {

/// Whether the words of `part` stand one after the other in those of `whole`.
bool contains_run(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

/// How many substrings (of characters) of a text are not found as a run.
std::size_t lost_substrings(
    const std::string& text,
    const std::function<std::vector<std::string>(const std::string&)>& cut) {
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  const std::vector<std::string> whole = cut(text);
  std::size_t lost = 0;
  for (int begin = 0; begin < characters.length(); ++begin) {
    for (int length = 1; begin + length <= characters.length(); ++length) {
      std::string part;
      characters.tempSubString(begin, length).toUTF8String(part);
      // A substring that begins or ends within a letter is not one that anyone types.
      if (u_hasBinaryProperty(characters.char32At(begin), UCHAR_GRAPHEME_EXTEND) ||
          (begin + length < characters.length() &&
           u_hasBinaryProperty(characters.char32At(begin + length), UCHAR_GRAPHEME_EXTEND)))
        continue;
      const auto words = cut(part);
      if (words.empty() || !contains_run(whole, words)) ++lost;
    }
  }
  return lost;
}

std::vector<std::string> icu_words(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  REQUIRE(U_SUCCESS(status));
  const icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
  breaks->setText(characters);
  std::vector<std::string> words;
  for (int begin = breaks->first(), end = breaks->next(); end != icu::BreakIterator::DONE;
       begin = end, end = breaks->next()) {
    std::string word;
    characters.tempSubStringBetween(begin, end).toUTF8String(word);
    words.push_back(word);
  }
  return words;
}

}  // namespace

TEST_CASE(
    "any substring of Chinese, Japanese, Thai and Korean is found as typed; ICU's word "
    "break loses some",
    "[analyzer][law]") {
  std::size_t lost_by_icu = 0;
  for (const std::string text : {"杏仁门停火协议的共同监督机制", "停戦合意を監視するメカニズム",
                                 "กลไกการติดตามข้อตกลงหยุดยิง", "정전협정감시기구"}) {
    INFO(text);
    CHECK(lost_substrings(text, [](const std::string& part) { return words_of(part); }) == 0);
    lost_by_icu += lost_substrings(text, icu_words);
  }
  CHECK(lost_by_icu > 0);
}

TEST_CASE("a word longer than a term may be is found by its whole self alone", "[analyzer]") {
  const std::string longest(100'000, 'x');
  const auto words = words_of(longest + " " + longest + "y " + longest);
  REQUIRE(words.size() == 3);
  CHECK(words[0].size() <= max_term_bytes);
  CHECK(words[0] == words[2]);
  CHECK(words[0] != words[1]);
  CHECK(words[0].starts_with(std::string(100, 'x')));
}

TEST_CASE("every term of the real speeches is what its own bytes say", "[analyzer][speeches]") {
  const std::string statement = test::shared_file("data/000_e6784222def0b975.txt");
  if (statement.empty()) {
    WARN("skipped: ../shared/data is absent");
    return;
  }
  check_laws(test::read_bytes(statement));
}

TEST_CASE("a column of numbers is a table, read once and in full", "[analyzer]") {
  std::string text = "Votes in favour of the resolution as amended\n";
  for (int i = 0; i < 200'000; ++i) text += "7\n";
  CHECK(words_of(text + "end").size() == 200'009);
}
