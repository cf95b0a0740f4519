// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/citation.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/text/analyzer.hpp"
#include "common/text/resolution_year.hpp"
#include "tests/support/golden_rows.hpp"

namespace demarche {
namespace {

std::vector<std::string> citations_of(std::string_view text) {
  std::vector<std::string> found;
  analyze(text, 1, [&](const Token& token) {
    if (token.kind == TokenKind::citation)
      found.push_back(std::string(token.term) + '|' +
                      std::string(text.substr(token.begin, token.end - token.begin)));
  });
  return found;
}

}  // namespace

TEST_CASE("the golden table says what each text cites", "[citation][golden]") {
  std::size_t rows = 0;
  for (const test::GoldenRow& row : test::golden_rows("citations.txt")) {
    std::vector<std::string> expected;
    for (const std::string& line : row.expected) {
      if (line != "-") expected.push_back(test::unescaped(line));
    }
    INFO(row.text);
    CHECK(citations_of(test::unescaped(row.text)) == expected);
    ++rows;
  }
  CHECK(rows >= 100);
}

TEST_CASE("a citation is the same in the middle of other text", "[citation][law]") {
  for (const test::GoldenRow& row : test::golden_rows("citations.txt")) {
    const std::string text = test::unescaped(row.text);
    INFO(row.text);
    CHECK(citations_of("As we said. " + text + ". Then 12 states left, 5 of them late.") ==
          citations_of(text));
  }
}

TEST_CASE("a long list of numbers is read in the time of its length", "[citation]") {
  // Some 20 MB of steps if each number looked back at all before it: this
  // would not end within the test's patience.
  std::string text = "resolutions ";
  for (int i = 0; i < 200'000; ++i) text += "101, ";
  text += "338 of the Security Council";
  const std::vector<std::string> found = citations_of(text);
  REQUIRE(found.size() == 200'001);
  CHECK(found.front() == "s/res/101|resolutions 101");
  CHECK(found.back() == "s/res/338|338");
}

TEST_CASE("the Security Council's resolutions have their years", "[citation]") {
  CHECK(is_security_council_year(242, 1967));
  CHECK(is_security_council_year(1325, 2000));
  CHECK(is_security_council_year(2728, 2024));
  CHECK_FALSE(is_security_council_year(1514, 1960));
  CHECK_FALSE(is_security_council_year(242, 1975));
  CHECK_FALSE(is_security_council_year(242, 0));
  CHECK(security_council_year(1) == 1946);
  CHECK(security_council_year(242) == 1967);
  CHECK(security_council_year(1325) == 2000);
  CHECK(security_council_year(2254) == 2015);
  CHECK(security_council_year(0) == 0);
  CHECK(security_council_year(9999) == 0);
}

}  // namespace demarche
