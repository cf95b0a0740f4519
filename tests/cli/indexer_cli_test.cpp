// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>

#include "tests/support/archive.hpp"
#include "tests/support/cli_fixture.hpp"

using namespace demarche;
using test::Arguments;
using test::indexer;
using test::run;

TEST_CASE("indexing sums up on stderr, says nothing on stdout, and does nothing twice", "[cli]") {
  const test::CliFixture fixture;
  const auto first = fixture.make();
  CHECK(first.exit_code == 0);
  CHECK(first.out.empty());
  CHECK_THAT(first.err,
             Catch::Contains("indexer: 2 indexed, 0 updated, 0 unchanged, 0 removed, 0 skipped; "));
  const std::string before = test::contents(fixture.index);
  const auto second = fixture.make();
  CHECK(second.exit_code == 0);
  CHECK_THAT(second.err, Catch::Contains("0 indexed, 0 updated, 2 unchanged, 0 removed"));
  CHECK(test::contents(fixture.index) == before);
}

TEST_CASE("statements can come from stdin, and stay when others come", "[cli]") {
  const test::CliFixture fixture;
  const auto pipe_in = [&](const std::string& bytes, const std::string& form) {
    const std::string file = fixture.folder.write("piped", bytes);
    return run(indexer, {"--db", fixture.index, "--input-format", form, "-"}, file);
  };
  CHECK(pipe_in("{\"id\":\"one\",\"text\":\"Of rivers.\"}\n{\"text\":\"Of roads.\"}\n", "auto")
            .exit_code == 0);
  CHECK(fixture.search({"-c", "rivers OR roads"}).out == "2\n");
  const auto next = pipe_in("id,text\none,Of bridges.\n", "csv");
  CHECK_THAT(next.err, Catch::Contains("0 indexed, 1 updated, 0 unchanged, 0 removed, 0 skipped"));
  CHECK(fixture.search({"-f", "ids", "bridges"}).out == "one\n");
  CHECK(fixture.search({"-c", "rivers"}).out == "0\n");
  CHECK(fixture.search({"-c", "roads"}).out == "1\n");
  const auto again = pipe_in("{\"text\":\"Of roads.\"}\n", "jsonl");
  CHECK_THAT(again.err, Catch::Contains("0 indexed, 0 updated, 1 unchanged, 0 removed, 0 skipped"));
}

TEST_CASE("what comes from stdin and is no records is skipped", "[cli]") {
  const test::CliFixture fixture;
  const std::string file = fixture.folder.write("piped", "On rivers.\n");
  const auto result = run(indexer, {"--db", fixture.index, "--input-format", "text", "-"}, file);
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.err, Catch::Contains("skipped: -: only records are read from standard input"));
}

TEST_CASE("progress is shown at a terminal, and wiped away at the end", "[cli]") {
  const test::CliFixture fixture;
  const std::string one = R"({"text":"Of rivers."})";
  const std::string piped = "{ echo '" + one +
                            "'; sleep 0.5; echo '{\"text\":\"Of roads.\"}'; } | '" + indexer +
                            "' --db '" + fixture.index + "' -";
  const std::string script = fixture.folder.write("piped.sh", piped);
  const auto at_terminal = [&](const std::string& type) {
    return run("/usr/bin/script", {"-qec", "sh " + script, "/dev/null"}, "/dev/null",
               test::ChildStdout::pipe, {{"TERM", type}})
        .out;
  };
  CHECK_THAT(at_terminal("xterm"), Catch::Contains("\r1 of 1 files, 0.0 MB, 0.0 MB/s\x1b[K") &&
                                       Catch::Contains("\r\x1b[Kindexer: 2 indexed"));
  CHECK_THAT(at_terminal("dumb"), Catch::StartsWith("indexer: 0 indexed"));
  // Elsewhere a line each few seconds, where that is asked for.
  CHECK_THAT(run(indexer, {"--db", fixture.index, "--progress", "always", "-"},
                 fixture.folder.write("more", one))
                 .err,
             Catch::StartsWith("indexer: 0 indexed"));
}

TEST_CASE("where files may grow no further that is said, and not that the index is damaged",
          "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  std::string much;
  for (int i = 0; i < 60'000; ++i) much += "word" + std::to_string(i * 7919 % 20'011) + ' ';
  fixture.folder.write("source/much.txt", much);
  int failed = 0;
  for (int kilobytes = 40; kilobytes < 120; kilobytes += 3) {
    CAPTURE(kilobytes);
    const auto limited =
        run("/bin/sh",
            {"-c", "trap '' XFSZ; ulimit -f " + std::to_string(kilobytes * 2) + "; '" + indexer +
                       "' -q --rebuild --db '" + fixture.index + "' '" + fixture.source + "'"});
    if (limited.exit_code == 0) continue;
    ++failed;
    CHECK(limited.exit_code == 2);
    CHECK_THAT(limited.err, !Catch::Contains("damaged"));
    CHECK(run(indexer, {"--db", fixture.index, "--check"}).exit_code == 0);
  }
  CHECK(failed > 5);
}

TEST_CASE("a PATH that yields nothing where the index holds statements of it changes nothing",
          "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  const std::string before = test::contents(fixture.index);
  for (const char* name : {"/a.txt", "/b.txt"}) std::filesystem::remove(fixture.source + name);
  const auto refused = fixture.make();
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains("nothing was changed"));
  CHECK(test::contents(fixture.index) == before);
  CHECK(run(indexer, {"--db", fixture.index, fixture.source + "/gone"}).exit_code == 2);
  CHECK(test::contents(fixture.index) == before);
}

TEST_CASE("a failed first run leaves no index behind", "[cli]") {
  const test::CliFixture fixture;
  CHECK(run(indexer, {"--db", fixture.index, fixture.source + "/gone"}).exit_code == 2);
  CHECK_FALSE(std::filesystem::exists(fixture.index));
}

TEST_CASE("a locked index is exit 75 at once, and --wait waits", "[cli]") {
  const test::CliFixture fixture;
  // A pipe as input would hold the writer; a big enough folder does as well.
  for (int i = 0; i < 400; ++i)
    fixture.folder.write("big/" + std::to_string(i) + ".txt",
                         std::string(300'000, 'a') + " word " + std::to_string(i));
  test::ChildResult first{};
  std::thread writer([&] {
    first = run(indexer, {"--db", fixture.index, fixture.folder.path_of("big")});
  });
  while (!std::filesystem::exists(fixture.index + "/lock")) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const auto second = run(indexer, {"--db", fixture.index, fixture.source});
  const auto third = run(indexer, {"--db", fixture.index, "--wait=600", fixture.source});
  writer.join();
  CHECK(first.exit_code == 0);
  CHECK(second.exit_code == 75);
  CHECK(second.err.find("delete") == std::string::npos);
  CHECK(third.exit_code == 0);
  CHECK(fixture.search({"-c", "hollow"}).out == "1\n");
}

TEST_CASE("skipped inputs are named, counted and make exit 1", "[cli]") {
  const test::CliFixture fixture;
  fixture.folder.write("source/empty.txt", "  \n");
  fixture.folder.write("source/page.pdf", "%PDF-1.4");
  fixture.folder.write("source/.hidden.txt", "not read");
  fixture.folder.write("source/._a.txt", "not read");
  const std::string report = fixture.folder.path_of("report.jsonl");
  const auto result = run(indexer, {"--db", fixture.index, "--report", report, fixture.source});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.err,
             Catch::Contains("empty.txt: ") && Catch::Contains("page.pdf: ") &&
                 Catch::Contains("2 indexed, 0 updated, 0 unchanged, 0 removed, 2 skipped"));
  CHECK(result.err.find("hidden") == std::string::npos);
  std::istringstream lines(test::read_bytes(report));
  std::size_t skipped = 0, indexed = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    skipped += record["outcome"] == "skipped";
    indexed += record["outcome"] == "indexed";
  }
  CHECK(skipped == 2);
  CHECK(indexed == 2);
}

TEST_CASE("the option --dry-run says what would happen and writes nothing", "[cli]") {
  const test::CliFixture fixture;
  const auto dry = run(indexer, {"--db", fixture.index, "--dry-run", fixture.source});
  CHECK(dry.exit_code == 0);
  CHECK_THAT(dry.err, Catch::Contains("would be: 2 indexed"));
  CHECK_FALSE(std::filesystem::exists(fixture.index));
  REQUIRE(fixture.make().exit_code == 0);
  const std::string before = test::contents(fixture.index);
  fixture.folder.write("source/c.txt", "new words");
  std::filesystem::remove(fixture.source + "/b.txt");
  const auto again = run(indexer, {"--db", fixture.index, "--dry-run", fixture.source});
  CHECK_THAT(again.err, Catch::Contains("1 indexed, 0 updated, 1 unchanged, 1 removed"));
  CHECK(test::contents(fixture.index) == before);
}

TEST_CASE("the option --check finds a sound index sound, and --stats counts it", "[cli]") {
  const test::CliFixture fixture;
  REQUIRE(fixture.make().exit_code == 0);
  CHECK(run(indexer, {"--db", fixture.index, "--check"}).exit_code == 0);
  const auto stats = run(indexer, {"--db", fixture.index, "--stats"});
  CHECK(stats.exit_code == 0);
  CHECK_THAT(stats.out, Catch::Contains("statements:  2") && Catch::Contains("1  Tashmar"));
  std::string postings = test::read_bytes(fixture.index + "/db1/postlist.glass");
  for (std::size_t i = 0; i < postings.size(); i += 3)
    postings[i] = static_cast<char>(postings[i] ^ 0x55);
  fixture.folder.write("index/db1/postlist.glass", postings);
  CHECK(run(indexer, {"--db", fixture.index, "--check"}).exit_code == 2);
}

TEST_CASE("what stands in several merged indexes is told of, unless quiet", "[cli]") {
  const test::TemporaryFolder folder;
  folder.write("one/a.txt", "On rivers.");
  folder.write("two/b.txt", "On rivers.");
  folder.write("two/c.txt", "On roads.");
  for (const std::string name : {"one", "two"})
    REQUIRE(run(indexer, {"--db", folder.path_of(name + ".db"), folder.path_of(name)}).exit_code ==
            0);
  const auto merge = [&](const std::string& into, Arguments options) {
    options.insert(options.end(), {"--db", folder.path_of(into), "--merge",
                                   folder.path_of("one.db"), folder.path_of("two.db")});
    return run(indexer, options);
  };
  const auto told = merge("all", {});
  CHECK(told.exit_code == 0);
  CHECK(
      told.err ==
      "indexer: warning: 1 statement stands in several of the indexes, and counts as often: index "
      "their files together to have each once\nindexer: 3 statements of 2 indexes merged\n");
  CHECK(merge("quiet", {"-q"}).err.empty());
}
