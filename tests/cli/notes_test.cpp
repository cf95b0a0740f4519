// SPDX-License-Identifier: GPL-2.0-or-later
// What the searcher says on stderr beside an answer, or in place of one.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"

using namespace demarche;

namespace {

test::ChildResult search(const test::Archive& archive, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"-d", archive.index_path()});
  return test::run(BINARY_DIR "/searcher/searcher", arguments);
}

/// Two statements of ferries.
void fill(test::Archive& archive) {
  archive.write("a.txt", "Language: en\nIssuer: Vessen\n\nThe ferry was late for the settlement.");
  archive.write("b.txt", "Language: en\n\nThe ferry was on time.");
  REQUIRE(archive.index() == 0);
}

}  // namespace

TEST_CASE("a page after the last hit is empty, and said to be", "[cli]") {
  test::Archive archive;
  fill(archive);
  for (const char* format : {"text", "ids"}) {
    const auto beyond = search(archive, {"-f", format, "--offset", "2", "ferry"});
    CHECK(beyond.exit_code == 0);
    CHECK(beyond.out.empty());
    CHECK(beyond.err == "searcher: note: there are only 2 hits, none after 2\n");
    CHECK(search(archive, {"-f", format, "--offset", "1", "ferry"}).err.empty());
  }
}

TEST_CASE("a word that was probably meant is told beside hits of others", "[cli]") {
  test::Archive archive;
  fill(archive);
  const auto found = search(archive, {"-f", "ids", "time OR settelment"});
  CHECK(found.exit_code == 0);
  CHECK(found.out == "b.txt\n");
  CHECK(found.err == "searcher: did you mean: time OR settlement (2 statements)\n");
  CHECK(search(archive, {"-q", "time OR settelment"}).err.empty());
}

TEST_CASE("what looks like a wildcard of other programs is said to be none", "[cli]") {
  test::Archive archive;
  fill(archive);
  CHECK_THAT(search(archive, {"-c", "f?rry"}).err,
             Catch::Contains("“f?rry”: a ? stands for no letter; a * ends a word's beginning"));
  CHECK(search(archive, {"-c", "ferry?"}).err.empty());
}

TEST_CASE("statements are counted by no field that they lack", "[cli]") {
  test::Archive archive;
  fill(archive);
  const auto typo = search(archive, {"--facet", "isuer", "ferry"});
  CHECK(typo.exit_code == 2);
  CHECK(typo.out.empty());
  CHECK_THAT(typo.err,
             Catch::Contains("no statement has a field 'isuer'\nhint: did you mean issuer?"));
}

TEST_CASE("beginnings in phrases are refused where they stand for too many words in all", "[cli]") {
  test::Archive archive;
  std::string text;
  for (int i = 0; i < 6'000; ++i) text += fmt::format("pier{} quay{} ", i, i);
  archive.write("a.txt", text);
  REQUIRE(archive.index() == 0);
  CHECK(search(archive, {"-c", "\"pier* quay5\""}).out == "1\n");
  const auto wide = search(archive, {"-c", "\"pier* quay*\""});
  CHECK(wide.exit_code == 2);
  CHECK(wide.err ==
        "searcher: error: the wildcards in phrases, up to quay*, stand for more than 10000 words\n"
        "\"pier* quay*\"\n"
        "^^^^^^^^^^^^^\n"
        "hint: write more letters before the *\n");
}

TEST_CASE("an address of IPv6 stands in brackets before its port", "[cli]") {
  test::Archive archive;
  fill(archive);
  const auto refused = search(archive, {"-d", "tcp:[::1]:1", "--timeout", "5", "ferry"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("tcp:[::1]:1"));
  // It is no name to look up.
  CHECK_THAT(refused.err, !Catch::Contains("resolve") && !Catch::Contains("not known"));
}

TEST_CASE("the searcher's help and version are printed on stdout, without an index", "[cli]") {
  const std::string searcher = BINARY_DIR "/searcher/searcher";
  const auto help = test::run(searcher, {"--help"});
  CHECK(help.exit_code == 0);
  CHECK(help.err.empty());
  CHECK_THAT(help.out, Catch::Contains("--facet") && Catch::Contains("--help"));
  const auto version = test::run(searcher, {"--version"});
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, Catch::StartsWith("searcher ") && !Catch::Contains("--facet"));
}
