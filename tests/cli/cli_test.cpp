// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/cli_fixture.hpp"

using namespace demarche;
using test::Arguments;
using test::indexer;
using test::run;
using test::searcher;

TEST_CASE("the searcher's exit code tells found, nothing and error apart", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const auto found = fixture.search({"hollow"});
  CHECK(found.exit_code == 0);
  CHECK(found.err.empty());
  CHECK_THAT(found.out, Catch::Contains("id: a.txt"));
  const auto nothing = fixture.search({"xyzzy hollow"});
  CHECK(nothing.exit_code == 1);
  CHECK(nothing.out.empty());
  CHECK(nothing.err ==
        "searcher: nothing found: none of 2 statements answers (xyzzy AND hollow)\n"
        "searcher: note: xyzzy by itself finds nothing\n"
        "searcher: note: by itself, hollow finds 1\n"
        "searcher: try: 1 statement without xyzzy: 'hollow'\n"
        "searcher: try: 1 statement with any of the words: --any 'xyzzy hollow'\n");
  CHECK(fixture.search({"-c", "--any", "xyzzy hollow"}).out == "1\n");
  const auto error = fixture.search({"\"hollow"});
  CHECK(error.exit_code == 2);
  CHECK(error.out.empty());
  CHECK_THAT(error.err, Catch::StartsWith("searcher: error: ") && Catch::Contains("^"));
  CHECK(fixture.search({"-q", "hollow"}).out.empty());
  CHECK(fixture.search({"-q", "xyzzy"}).exit_code == 1);
  CHECK(fixture.search({"-q", "xyzzy"}).err.empty());
}

TEST_CASE("a word that was probably meant for an operator is said to be none", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const std::string note =
      "searcher: note: “NEAR/x” is a word here: a NEAR/5 b finds two words near each other, a "
      "ADJ/5 b in this order\n";
  CHECK(fixture.search({"-c", "plain OR NEAR/x OR words"}).err == note);
  CHECK(fixture.search({"-f", "ids", "plain OR NEAR/x OR words"}).err == note);
  CHECK_THAT(fixture.search({"plain NEAR/x words"}).err, Catch::Contains(note));
  CHECK(fixture.search({"-q", "plain OR NEAR/x"}).err.empty());
  CHECK(fixture.search({"-F", "--any", "-c", "plain NEAR/x"}).err.empty());
  CHECK(fixture.search({"-c", "plain OR \"NEAR/x\""}).err.empty());
  const auto json = fixture.search({"-f", "json", "plain OR NEAR/x"});
  CHECK(json.err.empty());
  CHECK_THAT(json.out, Catch::Contains("“NEAR/x” is a word here"));
  const auto page = fixture.search({"-f", "html", "plain OR NEAR/x OR words"});
  CHECK(page.err == note);
  CHECK_THAT(page.out, Catch::Contains("“NEAR/x” is a word here"));
  const auto explained = fixture.search({"--explain", "plain OR NEAR/x"});
  CHECK(explained.err.empty());
  CHECK_THAT(explained.out, Catch::Contains("notes:\n  “NEAR/x” is a word here"));
}

TEST_CASE("a page in HTML is an answer like others: with its hits, the same each time",
          "[cli][html]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const Arguments arguments = {"-f", "html", "--timeline", "year", "--facet", "language", "hollow"};
  const auto page = fixture.search(arguments);
  CHECK(page.exit_code == 0);
  CHECK(page.err.empty());
  CHECK_THAT(page.out, Catch::StartsWith("<!DOCTYPE html>\n") &&
                           Catch::Contains("<code dir=\"ltr\">a.txt</code>") &&
                           Catch::Contains("By year") && Catch::Contains("By language") &&
                           Catch::Contains("2023-11-14 22:13 UTC") && Catch::EndsWith("</html>\n"));
  CHECK(page.out == fixture.search(arguments).out);
  const auto none = fixture.search({"-f", "html", "xyzzy hollow"});
  CHECK(none.exit_code == 1);
  CHECK_THAT(none.out, Catch::Contains("None of "));
  CHECK_THAT(none.err, Catch::Contains("xyzzy by itself finds nothing"));
  CHECK(fixture.search({"-f", "html", "-c", "hollow"}).out == "1\n");
  CHECK(fixture.search({"-f", "html", "-q", "hollow"}).out.empty());
  CHECK(fixture.search({"-f", "html", "\"hollow"}).out.empty());
}

TEST_CASE("the option -c prints the number alone, also where it is nought", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  CHECK(fixture.search({"-c", "hollow"}).out == "1\n");
  const auto none = fixture.search({"-c", "xyzzy"});
  CHECK(none.out == "0\n");
  CHECK(none.exit_code == 1);
}

TEST_CASE("ids can be piped, ended by newline or NUL", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  CHECK(fixture.search({"-f", "ids", "hollow OR plain", "--sort", "newest"}).out ==
        "a.txt\nb.txt\n");
  CHECK(fixture.search({"-f", "ids", "-0", "hollow"}).out == std::string("a.txt\0", 6));
}

TEST_CASE("JSON is one object that an independent parser reads back", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const auto json = nlohmann::json::parse(fixture.search({"-f", "json", "hollow promises"}).out);
  CHECK(json["version"] == 1);
  CHECK(json["total"] == 1);
  CHECK(json["index"]["statements"] == 2);
  CHECK(json["hits"][0]["id"] == "a.txt");
  CHECK(json["hits"][0]["issuer"] == "Tashmar");
  const std::string text = json["hits"][0]["snippet"]["text"];
  std::vector<std::string> marked;
  for (const auto& highlight : json["hits"][0]["snippet"]["highlights"])
    marked.push_back(text.substr(
        highlight[0], highlight[1].get<std::size_t>() - highlight[0].get<std::size_t>()));
  CHECK(marked == std::vector<std::string>{"Hollow", "promises"});
  const auto none = nlohmann::json::parse(fixture.search({"-f", "json", "xyzzy"}).out);
  CHECK(none["total"] == 0);
  CHECK(none["hits"].empty());
}

TEST_CASE("no statement, query or file name can steer the terminal", "[cli]") {
  const test::CliFixture fixture;
  fixture.folder.write("source/\x1b[2Jname.txt", "plain words");
  REQUIRE(fixture.make().exit_code == 0);
  for (const Arguments& arguments : {Arguments{"plain"},
                                     {"--explain", "plain \x1b[31m"},
                                     {"\"plain\x1b[31m"},
                                     {"--show", "b.txt", "plain"},
                                     {"--show", "\x1b[2J"},
                                     {"xyzzy\x1b[31m"}}) {
    const auto result = fixture.search(arguments);
    CHECK((result.out + result.err).find('\x1b') == std::string::npos);
    CHECK((result.out + result.err).find("\u202E") == std::string::npos);
    CHECK((result.out + result.err).find('\x07') == std::string::npos);
  }
}

TEST_CASE("the option --show prints the statement whole, with its quotation marks", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const auto shown = fixture.search({"--show", "a.txt"});
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.out,
             Catch::Contains("“Hollow promises”, the spokesperson said, are no policy."));
  const auto marked = fixture.search({"--color", "always", "--show", "a.txt", "hollow"});
  CHECK(marked.out.find("\x1b[") < marked.out.find("Hollow"));
  CHECK(fixture.search({"--show", "nosuch"}).exit_code == 1);
}

TEST_CASE("a closed pipe is quiet, and a full disk is not", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const auto closed =
      run(searcher, {"--db", fixture.index, "plain"}, "/dev/null", test::ChildStdout::closed_pipe);
  CHECK(closed.err.empty());
  const auto full =
      run(searcher, {"--db", fixture.index, "plain"}, "/dev/null", test::ChildStdout::full_device);
  CHECK(full.exit_code == 2);
  CHECK_THAT(full.err, Catch::StartsWith("searcher: error: "));
}

TEST_CASE("a query can come from stdin", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const std::string file = fixture.folder.write("query", "\"hollow promises\"\n");
  CHECK(run(searcher, {"--db", fixture.index, "-c", "-"}, file).out == "1\n");
}

TEST_CASE("no index, a foreign one, a damaged one and one of the future are told apart", "[cli]") {
  const test::CliFixture fixture;
  const auto missing = fixture.search({"x"});
  CHECK(missing.exit_code == 2);
  CHECK_THAT(missing.err, Catch::Contains("there is no index at") && Catch::Contains("hint: "));
  CHECK(run(indexer, {"--db", fixture.index, "--stats"}).exit_code == 2);

  CHECK(run(indexer, {"--db", fixture.source, fixture.source}).exit_code == 2);
  CHECK(std::filesystem::exists(fixture.source + "/a.txt"));
  CHECK_FALSE(std::filesystem::exists(fixture.source + "/XAPIANDB"));

  REQUIRE(fixture.make().exit_code == 0);
  const std::string table = fixture.index + "/db1/iamglass";
  const std::string good = test::read_bytes(table);
  fixture.folder.write("index/db1/iamglass", std::string(good.size(), 'x'));
  CHECK(fixture.search({"x"}).exit_code == 2);
  CHECK(fixture.make().exit_code == 2);
  fixture.folder.write("index/db1/iamglass", good);
  CHECK(fixture.search({"-c", "hollow"}).out == "1\n");
}

namespace {

/// The README's `$ searcher …` lines, each with the output printed below it.
std::vector<std::pair<std::string, std::string>> readme_examples() {
  std::vector<std::pair<std::string, std::string>> examples;
  std::istringstream lines(test::read_bytes(SOURCE_DIR "/README.md"));
  bool within = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("    $ ")) {
      within = line.starts_with("    $ searcher");
      if (within) examples.emplace_back(line.substr(6), "");
    } else if (within && (line.starts_with("    ") || line.empty())) {
      examples.back().second += line.empty() ? "\n" : line.substr(4) + "\n";
    } else {
      within = false;
    }
  }
  return examples;
}

}  // namespace

TEST_CASE("the README's examples print what the README says", "[cli]") {
  const test::TemporaryFolder folder;
  REQUIRE(
      run(indexer, {"--db", folder.path_of("index"), SOURCE_DIR "/corpus/statements"}).exit_code ==
      0);
  const auto examples = readme_examples();
  CHECK(examples.size() == 6);
  for (const auto& [command, expected] : examples) {
    INFO(command);
    const auto result =
        run("/bin/sh",
            {"-c", "PATH=" BINARY_DIR "/searcher:$PATH DEMARCHE_DB=" + folder.path_of("index") +
                       " COLUMNS=80 " + "LC_ALL=C; export DEMARCHE_DB; " + command});
    CHECK(result.exit_code == 0);
    // A blank line ends an example where prose follows.
    CHECK_THAT(expected, Catch::StartsWith(result.out));
    CHECK(expected.size() <= result.out.size() + 1);
  }
}
