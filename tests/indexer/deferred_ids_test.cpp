// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::RunResult;

// A statement waits whose id a file has that is still to be read; what the
// index knows of its own file must be right in the end all the same.

namespace {

constexpr std::time_t past = 1'600'000'000;

void write_at(test::Archive& archive, const std::string& name, const std::string& bytes,
              std::time_t time) {
  archive.write(name, bytes);
  test::set_time(archive.source() + '/' + name, time);
}

/// How many statements the index believes to be of each file.
std::map<std::string, std::uint64_t> known_files(const test::Archive& archive) {
  const IndexSnapshot index(current_database(archive.index_path()), archive.index_path());
  std::map<std::string, std::uint64_t> known;
  for (const FileStamp& stamp : index.files_of(archive.source()))
    known[stamp.name] = stamp.statements;
  return known;
}

}  // namespace

TEST_CASE("a file that waited in vain for an id is told of by every run", "[pipeline][deferred]") {
  test::Archive archive;
  write_at(archive, "z.txt", "Id: one\n\nOn rivers.", past);
  REQUIRE(run(archive).code == exit_code::ok);
  write_at(archive, "a.txt", "Id: one\n\nOn roads.", past);
  write_at(archive, "z.txt", "Id: one\n\nOn rivers and lakes.", past + 1);
  for (int i = 0; i < 3; ++i) {
    const RunResult result = run(archive);
    CHECK(result.code == exit_code::incomplete);
    CHECK(result.outcomes.at("a.txt") == "skipped");
    CHECK(known_files(archive) == std::map<std::string, std::uint64_t>{{"z.txt", 1}});
  }
  SECTION("and has it once it is free") {
    archive.remove("z.txt");
    CHECK(run(archive).outcomes.at("a.txt") == "indexed");
    CHECK(archive.find("roads") == std::set<std::string>{"one"});
  }
}

TEST_CASE("files of records that swap their ids stay known, with a bad line and without",
          "[pipeline][deferred]") {
  const std::string bad = GENERATE(std::string(), std::string("{\"text\": nothing}\n"));
  test::Archive archive;
  const std::string one = "{\"id\": \"one\", \"text\": \"On rivers.\"}\n";
  const std::string two = "{\"id\": \"two\", \"text\": \"On bridge.\"}\n";
  const std::map<std::string, std::uint64_t> known = {{"a.jsonl", 1}, {"b.jsonl", 1}};
  const int code = bad.empty() ? exit_code::ok : exit_code::incomplete;
  for (int i = 0; i < 4; ++i) {
    // Of the same size and time, so that the stamps are to be the same again.
    archive.write("a.jsonl", bad + (i % 2 == 0 ? one : two));
    archive.write("b.jsonl", i % 2 == 0 ? two : one);
    CHECK(run(archive).code == code);
    CHECK(known_files(archive) == known);
    CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
  }
  archive.remove("a.jsonl");
  CHECK(run(archive).code == exit_code::ok);
  CHECK(archive.find("on") == std::set<std::string>{"one"});
}

TEST_CASE("two files may swap their ids, or one take what the other gives up",
          "[pipeline][deferred]") {
  test::Archive archive;
  archive.write("a.txt", "Id: one\n\nOn rivers.");
  archive.write("b.txt", "Id: two\n\nOn roads.");
  REQUIRE(run(archive).code == exit_code::ok);
  archive.write("a.txt", "Id: two\n\nOn rivers.");
  archive.write("b.txt", "Id: one\n\nOn roads.");
  const RunResult swapped = run(archive);
  CHECK(swapped.code == exit_code::ok);
  CHECK(archive.find("rivers") == std::set<std::string>{"two"});
  CHECK(archive.find("roads") == std::set<std::string>{"one"});
  archive.write("a.txt", "Id: one\n\nOn rivers.");
  archive.write("b.txt", "Id: three\n\nOn roads.");
  CHECK(run(archive).code == exit_code::ok);
  CHECK(archive.find("rivers") == std::set<std::string>{"one"});
  CHECK(archive.find("roads") == std::set<std::string>{"three"});
}

TEST_CASE("which of a statement's copies is it does not depend on which ids wait",
          "[pipeline][deferred]") {
  test::Archive archive;
  archive.write("a.jsonl", R"({"id": "p", "text": "On roads."})");
  archive.write("b.jsonl", R"({"id": "x", "text": "On ferries."})"
                           "\n"
                           R"({"id": "q", "text": "On bridges."})");
  REQUIRE(run(archive).code == exit_code::ok);
  archive.write("a.jsonl", R"({"id": "p", "text": "On roads."})"
                           "\n"
                           R"({"id": "x", "text": "On rivers."})");
  archive.write("b.jsonl", R"({"id": "q", "text": "On bridges."})"
                           "\n"
                           R"({"id": "e", "text": "On rivers."})");
  REQUIRE(run(archive).code == exit_code::ok);
  CHECK(archive.find("rivers") == std::set<std::string>{"x"});
  CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
}

TEST_CASE("records that swap ids and texts at random are those that are indexed from scratch",
          "[pipeline][deferred][law]") {
  std::mt19937 random(GENERATE(1U, 2U, 3U));
  test::Archive archive;
  const std::vector<std::string> texts = {"On rivers.", "On roads.", "On ferries."};
  std::vector<std::string> ids = {"p", "q", "x", "e", "m", "k", "u", "w"};
  for (int round = 0; round < 30; ++round) {
    std::shuffle(ids.begin(), ids.end(), random);
    std::size_t next = 0;
    std::string state;
    for (const char* name : {"a.jsonl", "b.jsonl", "c.jsonl"}) {
      std::string records;
      for (auto count = random() % 3 + (next == 0 ? 1 : 0); count > 0; --count)
        records += fmt::format("{{\"id\": \"{}\", \"text\": \"{}\"}}\n", ids[next++],
                               texts[random() % texts.size()]);
      archive.write(name, records);
      state += fmt::format("{}: {}", name, records);
    }
    CAPTURE(round, state);
    run(archive);
    REQUIRE(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
  }
}
