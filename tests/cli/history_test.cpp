// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

/// An archive that is indexed on one day after another.
struct Daily {
  test::TemporaryFolder folder;
  std::string source = folder.path_of("source");

  test::ChildResult index(const std::string& seconds,
                          Arguments options = {"--keep-versions"}) const {
    options.insert(options.end(), {"--language", "en", "--db", folder.path_of("index"), source});
    setenv("SOURCE_DATE_EPOCH", seconds.c_str(), 1);
    auto result = test::run(BINARY_DIR "/indexer/indexer", options);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    return result;
  }
  test::ChildResult ask(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"--db", folder.path_of("index")});
    return test::run(BINARY_DIR "/searcher/searcher", arguments);
  }
};

const std::string monday = "1704067200", tuesday = "1704153600", friday = "1704412800";

}  // namespace

TEST_CASE("a silent edit is listed, shown as it stood, and told sentence by sentence",
          "[cli][versions]") {
  const Daily daily;
  daily.folder.write(
      "source/a.txt",
      "title: Ferry\n\nThe ferry was late. Nobody was hurt.\n\nIt came at noon. It left.");
  REQUIRE(daily.index(monday).exit_code == 0);
  // Before any change there is one wording, and nothing to compare it with.
  CHECK(daily.ask({"--versions", "a.txt"}).out ==
        "id: a.txt\n   1  2024-01-01T00:00:00Z  stands now\n");
  const auto nothing = daily.ask({"--diff", "a.txt"});
  CHECK(nothing.exit_code == 1);
  CHECK_THAT(nothing.err, Catch::Contains("no earlier wording of a.txt"));

  // Wrapped anew, too: that is no change of a sentence.
  daily.folder.write(
      "source/a.txt",
      "title: Ferry\n\nThe ferry was on time. Nobody\nwas hurt.\n\nIt came at noon. It left.");
  REQUIRE(daily.index(tuesday).exit_code == 0);
  CHECK(daily.ask({"--versions", "a.txt"}).out ==
        "id: a.txt\n"
        "   1  2024-01-01T00:00:00Z  until 2024-01-02T00:00:00Z  then changed: text\n"
        "   2  2024-01-02T00:00:00Z  stands now\n");
  CHECK(daily.ask({"--diff", "a.txt"}).out == "- The ferry was late.\n+ The ferry was on time.\n");
  CHECK(daily.ask({"--show", "a.txt", "--as-of", "2024-01-01"}).out ==
        "id: a.txt\ntitle: Ferry\nlanguage: en\n\n"
        "The ferry was late. Nobody was hurt.\n\nIt came at noon. It left.\n");
  CHECK_THAT(daily.ask({"--show", "a.txt", "--as-of", "2024-01-02"}).out,
             Catch::Contains("on time. Nobody\nwas hurt."));
  const auto before = daily.ask({"--show", "a.txt", "--as-of", "2023-12-31T23:59:59Z"});
  CHECK(before.exit_code == 1);
  CHECK(before.out.empty());

  SECTION("a version stands in no answer") {
    CHECK(daily.ask({"-c", "late"}).out == "0\n");
    CHECK(daily.ask({"-c", "NOT zzzz"}).out == "1\n");
  }
  SECTION("what is gone keeps its wordings, also in an index made anew") {
    daily.folder.write("source/b.txt", "Another.");
    REQUIRE(std::remove((daily.source + "/a.txt").c_str()) == 0);
    REQUIRE(daily.index(friday).exit_code == 0);
    REQUIRE(daily.index(friday, {"--rebuild"}).exit_code == 0);
    const auto shown = daily.ask({"--show", "a.txt"});
    CHECK(shown.exit_code == 1);
    CHECK_THAT(shown.err, Catch::Contains("--versions lists the wordings"));
    CHECK_THAT(daily.ask({"--versions", "a.txt"}).out,
               Catch::EndsWith("2  2024-01-02T00:00:00Z  until 2024-01-05T00:00:00Z\n"));
    CHECK_THAT(daily.ask({"--show", "a.txt", "--as-of", "2024-01-04"}).out,
               Catch::Contains("on time"));
    CHECK(daily.ask({"--show", "a.txt", "--as-of", "2024-01-05"}).exit_code == 1);
  }
  SECTION("a change of a field alone is a wording, but changes no sentence") {
    daily.folder.write(
        "source/a.txt",
        "title: Boat\n\nThe ferry was on time. Nobody\nwas hurt.\n\nIt came at noon. It left.");
    REQUIRE(daily.index(friday).exit_code == 0);
    const auto diff = daily.ask({"--diff", "a.txt"});
    CHECK(diff.exit_code == 1);
    CHECK(diff.out.empty());
    CHECK_THAT(diff.err, Catch::Contains("what changed is the title"));
    CHECK(daily.ask({"--diff", "a.txt", "--as-of", "2024-01-01"}).out ==
          "- The ferry was late.\n+ The ferry was on time.\n");
    CHECK_THAT(daily.ask({"--versions", "a.txt"}).out, Catch::Contains("then changed: title\n"));
  }
  SECTION("and programs are told in JSON") {
    const auto versions =
        nlohmann::json::parse(daily.ask({"--versions", "a.txt", "-f", "json"}).out);
    REQUIRE(versions.at("wordings").size() == 2);
    CHECK(versions["wordings"][0]["until"] == "2024-01-02T00:00:00Z");
    CHECK(versions["wordings"][1]["until"].is_null());
    CHECK(versions["wordings"][1]["fields"]["title"] == "Ferry");
    const auto diff = nlohmann::json::parse(daily.ask({"--diff", "a.txt", "-f", "json"}).out);
    CHECK(diff.at("changes") ==
          nlohmann::json::parse(
              R"([{"removed": ["The ferry was late."], "added": ["The ferry was on time."]}])"));
    CHECK(diff.at("fields").empty());
  }
}

TEST_CASE("a change in a long text is told and nothing else", "[cli][versions]") {
  const Daily daily;
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "Ferry " + std::to_string(i) + " was late. It came.\n";
  daily.folder.write("source/a.txt", text);
  REQUIRE(daily.index(monday).exit_code == 0);
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("Ferry 7 was late.", "Ferry 7 was on time.");
  replace("Ferry 15000 was late. ", "");
  replace("Ferry 29000 was late.", "Ferry 29000 was late. So was another.");
  daily.folder.write("source/a.txt", text);
  REQUIRE(daily.index(tuesday).exit_code == 0);
  CHECK(daily.ask({"--diff", "a.txt"}).out ==
        "- Ferry 7 was late.\n+ Ferry 7 was on time.\n- Ferry 15000 was late.\n"
        "+ So was another.\n");
}

TEST_CASE("without --keep-versions a changed statement leaves nothing behind", "[cli][versions]") {
  const Daily daily;
  daily.folder.write("source/a.txt", "The ferry was late.");
  REQUIRE(daily.index(monday, {}).exit_code == 0);
  daily.folder.write("source/a.txt", "The ferry was on time.");
  REQUIRE(daily.index(tuesday, {}).exit_code == 0);
  CHECK(daily.ask({"--versions", "a.txt"}).out ==
        "id: a.txt\n   1  2024-01-02T00:00:00Z  stands now\n");
}

TEST_CASE("the same text in two files is one statement with two ids", "[cli][copies]") {
  const Daily daily;
  const std::string text = "title: Ferry\n\nThe ferry was late.";
  daily.folder.write("source/a.txt", text);
  daily.folder.write("source/m/mirror.txt", "url: https://mirror.example\n" + text);
  const auto indexed = daily.index(monday);
  CHECK_THAT(indexed.err,
             Catch::Contains("2 indexed, 0 updated, 0 unchanged, 0 removed, 0 skipped, "
                             "1 is a copy;"));
  CHECK(daily.ask({"-f", "ids", "ferry"}).out == "a.txt\n");
  CHECK(daily.ask({"--show", "a.txt"}).out ==
        "id: a.txt\ncopy: m/mirror.txt\ntitle: Ferry\nlanguage: en\n\nThe ferry was late.\n");
  CHECK(daily.ask({"--show", "m/mirror.txt"}).out ==
        "id: m/mirror.txt\ncopy: a.txt\ntitle: Ferry\nlanguage: en\n"
        "url: https://mirror.example\n\nThe ferry was late.\n");
  SECTION("the copy takes its place when it goes") {
    REQUIRE(std::remove((daily.source + "/a.txt").c_str()) == 0);
    REQUIRE(daily.index(tuesday).exit_code == 0);
    CHECK(daily.ask({"-f", "ids", "ferry"}).out == "m/mirror.txt\n");
    CHECK_THAT(daily.ask({"--show", "m/mirror.txt"}).out,
               !Catch::Contains("copy:") && Catch::Contains("https://mirror.example"));
  }
  SECTION("a copy that changes becomes a statement, and keeps its own wordings") {
    daily.folder.write("source/m/mirror.txt", "The ferry came.");
    REQUIRE(daily.index(tuesday).exit_code == 0);
    CHECK(daily.ask({"-c", "ferry"}).out == "2\n");
    CHECK(daily.ask({"--diff", "m/mirror.txt"}).out ==
          "- The ferry was late.\n+ The ferry came.\n");
    CHECK(daily.ask({"--versions", "a.txt"}).out ==
          "id: a.txt\n   1  2024-01-01T00:00:00Z  stands now\n");
  }
  SECTION("the copy's id is no other statement's, and its file is named") {
    const test::TemporaryFolder other;
    other.write("m/mirror.txt", "The bridge is closed.");
    const auto refused = test::run(BINARY_DIR "/indexer/indexer",
                                   {"--db", daily.folder.path_of("index"), other.path()});
    CHECK(refused.exit_code == 1);
    CHECK_THAT(refused.err, Catch::Contains("a statement that was indexed from " + daily.source +
                                            "/m/mirror.txt"));
    CHECK(daily.ask({"-c", "bridge"}).out == "0\n");
  }
  SECTION("where another says it, it is another's statement") {
    daily.folder.write("source/m/mirror.txt", "issuer: Verezan\n" + text);
    REQUIRE(daily.index(tuesday).exit_code == 0);
    CHECK(daily.ask({"-c", "ferry"}).out == "2\n");
    CHECK(daily.ask({"-c", "ferry issuer:Verezan"}).out == "1\n");
  }
  SECTION("--keep-duplicates makes each a statement") {
    REQUIRE(daily.index(tuesday, {"--keep-duplicates"}).exit_code == 0);
    CHECK(daily.ask({"-c", "ferry"}).out == "2\n");
    REQUIRE(daily.index(friday, {}).exit_code == 0);
    CHECK(daily.ask({"-f", "ids", "ferry"}).out == "a.txt\n");
  }
}

TEST_CASE("an index is made anew of all its PATHs or not at all", "[cli][rebuild]") {
  const Daily daily;
  daily.folder.write("source/a.txt", "The ferry was late.");
  const std::string other = daily.folder.write("other/b.txt", "The ferry came.");
  REQUIRE(daily.index(monday, {daily.folder.path_of("other")}).exit_code == 0);
  const std::string before = test::contents(daily.folder.path_of("index"));
  const auto refused = daily.index(tuesday, {"--rebuild"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err,
             Catch::Contains("also holds statements of " + daily.folder.path_of("other")));
  CHECK(daily.index(tuesday, {"--rebuild", "--no-prune"}).exit_code == 2);
  CHECK(test::contents(daily.folder.path_of("index")) == before);
  // What is noted of the files may differ: they are no longer fresh.
  const std::string statements = test::contents(daily.folder.path_of("index"), true);
  const auto made = daily.index(tuesday, {"--rebuild", daily.folder.path_of("other")});
  CHECK(made.exit_code == 0);
  CHECK_THAT(made.err, Catch::Contains("0 indexed, 0 updated, 2 unchanged, 0 removed"));
  CHECK(test::contents(daily.folder.path_of("index"), true) == statements);
}

TEST_CASE("what was piped in and is not piped in again is gone from an index made anew",
          "[cli][rebuild]") {
  const Daily daily;
  daily.folder.write("source/a.txt", "The ferry was late.");
  const std::string both = daily.folder.write(
      "both", "{\"id\":\"p\",\"text\":\"One.\"}\n{\"id\":\"q\",\"text\":\"Two.\"}\n");
  const std::string one = daily.folder.write("one", "{\"id\":\"q\",\"text\":\"Two.\"}\n");
  const auto index = [&](const std::string& input, Arguments arguments) {
    arguments.insert(arguments.begin(), {"--db", daily.folder.path_of("index"), daily.source, "-"});
    return test::run(BINARY_DIR "/indexer/indexer", arguments, input);
  };
  REQUIRE(index(both, {}).exit_code == 0);
  CHECK(index("/dev/null", {"--rebuild"}).exit_code == 2);
  const auto without =
      test::run(BINARY_DIR "/indexer/indexer",
                {"--db", daily.folder.path_of("index"), "--rebuild", daily.source});
  CHECK(without.exit_code == 2);
  CHECK_THAT(without.err,
             Catch::Contains("statements that were piped in, and --rebuild would lose them"));
  const auto rebuilt = index(one, {"--rebuild", "--keep-versions"});
  CHECK(rebuilt.exit_code == 0);
  CHECK_THAT(rebuilt.err, Catch::Contains("0 indexed, 0 updated, 2 unchanged, 1 removed"));
  CHECK(daily.ask({"-f", "ids", "NOT zzzz", "--sort", "oldest"}).out.size() == 8);
  CHECK_THAT(daily.ask({"--versions", "p"}).out, Catch::Contains("until"));
}

TEST_CASE("a PATH that lies in another is taken over by it, in either order", "[cli][rebuild]") {
  const Daily daily;
  const std::string inner = daily.folder.path_of("source/q");
  daily.folder.write("source/p.txt", "In p.");
  daily.folder.write("source/q/q.txt", "In q.");
  const std::string index = daily.folder.path_of("index");
  const std::string indexer = BINARY_DIR "/indexer/indexer";
  REQUIRE(test::run(indexer, {"--db", index, inner}).exit_code == 0);
  const Arguments paths =
      GENERATE(as<Arguments>(), Arguments{"source/q", "source"}, Arguments{"source", "source/q"});
  const auto run = test::run(
      indexer, {"--db", index, daily.folder.path_of(paths[0]), daily.folder.path_of(paths[1])});
  CHECK(run.exit_code == 0);
  CHECK_THAT(run.err, Catch::Contains("lies in"));
  CHECK(daily.ask({"-f", "ids", "in"}).out.size() == std::string("p.txt\nq/q.txt\n").size());
  CHECK(daily.ask({"--show", "q.txt"}).exit_code == 1);
  CHECK(test::run(indexer, {"--db", index, "--rebuild", daily.source}).exit_code == 0);
}

TEST_CASE("a report spoils no other file, and waits for nobody", "[cli]") {
  const Daily daily;
  const std::string file = daily.folder.write("source/a.txt", "The ferry was late.");
  REQUIRE(daily.index(monday).exit_code == 0);
  for (const std::string& wrong :
       {file, daily.folder.path_of("index/XAPIANDB"), daily.folder.path_of("index/report")}) {
    const std::string before = wrong.ends_with("report") ? "" : test::read_bytes(wrong);
    CHECK(daily.index(tuesday, {"--report", wrong}).exit_code == 2);
    if (!before.empty()) CHECK(test::read_bytes(wrong) == before);
  }
  const std::string fifo = daily.folder.path_of("fifo");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  CHECK(daily.index(tuesday, {"--report", fifo}).exit_code == 2);
  const std::string report = daily.folder.path_of("report");
  CHECK(daily.index(tuesday, {"--report", report}).exit_code == 0);
  CHECK(daily.index(tuesday, {"--report", report}).exit_code == 0);
  CHECK(daily.ask({"-c", "ferry"}).out == "1\n");
}

TEST_CASE("an id that a vanished file gives up is another's at once", "[cli]") {
  const Daily daily;
  const test::TemporaryFolder other;
  daily.folder.write("source/r.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
  daily.folder.write("source/k.txt", "kept");
  other.write("r.jsonl", "{\"id\":\"own\",\"text\":\"bone\"}\n{\"text\":\"b two\"}\n");
  const auto first = daily.index(monday, {other.path()});
  CHECK(first.exit_code == 1);  // r.jsonl#2 is in both
  REQUIRE(std::remove((daily.source + "/r.jsonl").c_str()) == 0);
  CHECK(daily.index(tuesday, {other.path()}).exit_code == 0);
  CHECK(daily.ask({"-c", "two"}).out == "1\n");
}

TEST_CASE("what asks for one statement takes nothing that does not go with it", "[cli][versions]") {
  const Daily daily;
  daily.folder.write("source/a.txt", "The ferry was late.");
  REQUIRE(daily.index(monday).exit_code == 0);
  for (const Arguments& wrong : {Arguments{"--versions", "a.txt", "ferry"},
                                 {"--versions", "a.txt", "--diff", "a.txt"},
                                 {"--diff", "a.txt", "-f", "ids"},
                                 {"--versions", "a.txt", "--as-of", "2024"},
                                 {"--as-of", "2024", "ferry"},
                                 {"--show", "a.txt", "--as-of", "noon"},
                                 {"--diff", "a.txt", "-c"},
                                 {"--versions", "a.txt", "--batch", "-"}})
    CHECK(daily.ask(wrong).exit_code == 2);
  CHECK(daily.ask({"--versions", "none.txt"}).exit_code == 1);
}
