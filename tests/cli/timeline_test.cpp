// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"

using namespace demarche;

namespace {

/// A statement of plain words, with a date of any precision or none, and an issuer or none.
std::string random_statement(std::mt19937& random) {
  const auto draw = [&](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  const std::string year = std::to_string(2020 + random() % 4);
  const std::string month = year + "-0" + std::to_string(1 + random() % 9);
  std::string out = "title: Note on the " + draw({"river", "crossing", "harbour"}) + "\n";
  if (random() % 8 > 0) out += "issuer: " + draw({"Vessen", "Tashmar", "Norrholm"}) + "\n";
  if (random() % 6 > 0) out += "date: " + draw({year, month, month + "-15", month + "-02"}) + "\n";
  out += '\n';
  for (std::size_t words = 1 + random() % 60; words > 0; --words)
    out += draw({"river", "ferry", "bridge", "gauge", "talks", "delegates", "agreed", "nothing"}) +
           (words % 9 == 0 ? "\n" : " ");
  return out;
}

}  // namespace

TEST_CASE("statements, words and rates of each period are what a script counts",
          "[cli][laws][totals]") {
  test::Archive archive;
  std::mt19937 random(41);
  for (int i = 0; i < 300; ++i)
    archive.write("s" + std::to_string(i) + ".txt", random_statement(random));
  REQUIRE(archive.index() == 0);
  const std::string script = SOURCE_DIR "/tests/cli/timeline.py";
  const auto result = test::run("/usr/bin/python3", {script, BINARY_DIR "/searcher/searcher",
                                                     archive.index_path(), archive.source()});
  INFO(result.err);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::StartsWith("300 statements, "));
  // Control: one word more in a file than in the index, and the script tells.
  archive.write("s7.txt",
                "date: 2021-02-15\nissuer: Vessen\n\n" + std::string("river river river"));
  CHECK(test::run("/usr/bin/python3",
                  {script, BINARY_DIR "/searcher/searcher", archive.index_path(), archive.source()})
            .exit_code == 1);
}
