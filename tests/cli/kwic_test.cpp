// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/sample_index.hpp"

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

const std::string searcher = BINARY_DIR "/searcher/searcher";

std::string screen(const std::string& match, Arguments arguments) {
  arguments.insert(arguments.begin(), {SOURCE_DIR "/tests/cli/kwic_screen.py", match, searcher});
  const auto result = test::run("/usr/bin/python3", arguments);
  INFO(result.err);
  REQUIRE(result.exit_code == 0);
  return result.out;
}

}  // namespace

TEST_CASE("a concordance's columns hold on a screen of 80, whatever stands in them",
          "[cli][kwic]") {
  test::Archive archive;
  // Wide, combining, both, invisible, from right to left, and none at all.
  archive.write("wide.txt",
                "我们呼吁各方立即停火并恢复谈判 Kelmarn 外交部发言人昨日在记者会上如是说明并答问");
  archive.write("marks.txt",
                "n\u0303a\u0301e\u0302 o\u0308u\u0304 z\u030c Kelmarn a\u0301\u0323 e\u0301 "
                "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301 o\u0302");
  archive.write("joined.txt",
                "soft\u00adhyphens and\u200b zero width\u200b spaces in the Kelmarn accord\u00ads");
  archive.write(
      "emoji.txt",
      "the flag \U0001F54A of peace 🕊 over Kelmarn bridge ✔ and more words to follow it");
  archive.write("a/very/long/path/to/a/statement/that/no/line/has/room/for.txt", "Kelmarn");
  archive.write("control.txt", "a \x1b[31mred\x1b[0m line\tof Kelmarn\u202e and back");
  REQUIRE(archive.index() == 0);
  const std::string out = screen("Kelmarn", {"-d", archive.index_path(), "--kwic", "kelmarn"});
  INFO(out);
  CHECK_THAT(out, Catch::Contains("rows 6 of 7, columns [23], widest 80") ||
                      Catch::Contains("rows 6 of 7, columns [23], widest 79"));
  CHECK_THAT(out, Catch::Contains("…no/line/has/room/for.txt") || Catch::Contains("…"));
  CHECK_THAT(out, Catch::Contains("6 occurrences in 6 statements"));
}

TEST_CASE("in a pipe a concordance has as much on either side as it was asked for", "[cli][kwic]") {
  test::Archive archive;
  archive.write("a.txt", "one two three four five six seven eight nine ten");
  REQUIRE(archive.index() == 0);
  const auto kwic = [&](const char* option) {
    return test::run(searcher, {"-d", archive.index_path(), option, "five"}).out;
  };
  CHECK(kwic("--kwic=9") == "ree four five six seve          a.txt\n1 occurrence in 1 statement\n");
  CHECK(kwic("--kwic=1000").find("one two three four five six seven eight nine ten") == 1000 - 19);
  CHECK(test::run(searcher, {"-d", archive.index_path(), "--kwic", "eleven"}).exit_code == 1);
}

TEST_CASE("a concordance says how many hits have no place in it", "[cli][kwic]") {
  const auto result = test::run(
      searcher, {"-d", test::sample_index(), "--kwic", "(settlement OR lang:ru)", "-n", "0"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::Contains("found by filters or exclusions alone\n"));
}
