// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/landmark.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "common/text/analyzer.hpp"
#include "tests/support/archive.hpp"

using namespace demarche;

namespace {

/// All that a token says, with its bytes counted in the whole text.
using Seen = std::tuple<TokenKind, bool, bool, std::uint32_t, std::size_t, std::size_t, std::string,
                        std::string>;

std::vector<Seen> tokens_from(std::string_view text, std::size_t byte, std::uint32_t position) {
  std::vector<Seen> tokens;
  analyze(text.substr(byte), position, [&](const Token& token) {
    tokens.emplace_back(token.kind, token.attached, token.clitic, token.position,
                        byte + token.begin, byte + token.end, std::string(token.term),
                        std::string(token.accented));
  });
  return tokens;
}

std::vector<Landmark> landmarks_of(std::string_view text) {
  LandmarkFinder finder(text);
  analyze(text, 1, [&](const Token& token) { finder.note(token); });
  return finder.landmarks();
}

/// Whether the tokens from `byte` on are those that the whole text has there.
bool is_place_to_begin(std::string_view text, std::size_t byte, std::uint32_t position) {
  const std::vector<Seen> whole = tokens_from(text, 0, 1);
  const std::vector<Seen> part = tokens_from(text, byte, position);
  return part.size() <= whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin()) &&
         (part.size() == whole.size() || std::get<4>(whole[whole.size() - part.size() - 1]) < byte);
}

std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      "word", "Words ", "U.N.",        " ",   " ",      " ",          " ",     "  ",  "\n",
      "\n\n", "-",      "cease-fire ", "-\n", "’",      "12",         ",",     "7",   "\f",
      ".",    "#tag",   "@x ",         "é",   "声明",   "A/RES/75 ",  "the ",  "of ", "and ",
      "in ",  "\t",     "\r",          "“",   "\u2028", "soft\u00AD", "L'eau "};
  static const std::vector<std::string> citing = {
      "resolution ", "resolutions ", "242 (1967), ", "338 ",           "1514 (XV) ",    "75/1 ",
      "of the ",     "Security ",    "Council ",     "in particular ", "UNSCR ",        "Union ",
      "and ",        "A/78/L.3 ",    "Assembly’s ",  "General ",       "[242 (1967)] ", "L "};
  std::string text;
  const bool cites = random() % 2 == 0;
  while (text.size() < 6 * landmark_distance_bytes) {
    const bool citation = cites && random() % 2 == 0;
    text += citation ? citing[random() % citing.size()] : pieces[random() % pieces.size()];
  }
  return text;
}

}  // namespace

TEST_CASE("from a landmark on the analyzer gives what it gives of the whole text",
          "[landmark][law]") {
  std::mt19937 random(1961);
  std::size_t landmarks = 0;
  for (int i = 0; i < 200; ++i) {
    const std::string text = random_text(random);
    for (const Landmark& landmark : landmarks_of(text)) {
      ++landmarks;
      CAPTURE(text, landmark.byte);
      REQUIRE(is_place_to_begin(text, landmark.byte, landmark.position));
    }
  }
  CHECK(landmarks > 100);
  std::string corpus;
  for (const std::string& file : test::files_below(SOURCE_DIR "/corpus/statements"))
    corpus += test::read_bytes(file);
  CHECK(landmarks_of(corpus).size() > corpus.size() / landmark_distance_bytes / 4);
  for (const Landmark& landmark : landmarks_of(corpus))
    REQUIRE(is_place_to_begin(corpus, landmark.byte, landmark.position));
}

TEST_CASE("a place that is no landmark would be seen", "[landmark][control]") {
  const std::string text = "A long line of words stands before the cease-fire that held.";
  const std::size_t fire = text.find("fire");
  CHECK_FALSE(is_place_to_begin(text, fire, 10));
  CHECK(is_place_to_begin(text, text.find("cease"), 9));
  CHECK_FALSE(is_place_to_begin(text, text.find("cease"), 8));
}
