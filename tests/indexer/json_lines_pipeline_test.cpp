// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::RunResult;

namespace {

using Ids = std::set<std::string>;
using Outcomes = std::map<std::string, std::string>;

std::string record(const std::string& text, const std::string& id = {}) {
  nlohmann::json object = {{"text", text}};
  if (!id.empty()) object["id"] = id;
  return object.dump() + "\n";
}

/// Changes files of records, and files of text, at random: the same for the same seed.
class RecordEditor {
public:
  RecordEditor(test::Archive& archive, unsigned seed) : archive_(archive), random_(seed) {
    archive_.write("always.txt", "One statement that stays.");
  }

  void step() {
    for (unsigned edits = pick(4) + 1; edits > 0; --edits) change_something();
  }

private:
  using Records = std::vector<std::string>;

  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string text() {
    static const std::vector<std::string> words = {"rivers", "cease-fire", "мира",  "U.N.",
                                                   "treaty", "promises",   "水资源"};
    std::string text;
    for (unsigned count = pick(20) + 1; count > 0; --count)
      text += words[pick(static_cast<unsigned>(words.size()))] + " ";
    return text;
  }

  /// Mostly a record with an id of its own or without; now and then none at all.
  std::string line() {
    switch (pick(9)) {
      case 0:
        return "\n";
      case 1:
        return "{\"text\": \"never closed\n";
      case 2:
        return "{\"title\": \"no text\"}\n";
      case 3:
      case 4:
      case 5:
        return record(text(), fmt::format("own/{}", ++numbers_));
      default:
        return record(text());
    }
  }

  void write(const std::string& name) {
    std::string bytes;
    for (const std::string& line : files_[name]) bytes += line;
    archive_.write(name, bytes);
    // A time of its own in the past, else no file would ever count as unchanged.
    test::set_time(archive_.source() + '/' + name, 1'600'000'000 + ++time_);
  }

  void change_something() {
    if (files_.empty() || pick(6) == 0) {
      const std::string name = fmt::format("{}.{}", ++numbers_, pick(3) == 0 ? "txt" : "jsonl");
      for (unsigned lines = pick(6) + 1; lines > 0; --lines) files_[name].push_back(line());
      return write(name);
    }
    auto file = files_.begin();
    std::advance(file, pick(static_cast<unsigned>(files_.size())));
    Records& records = file->second;
    const auto at = records.begin() + pick(static_cast<unsigned>(records.size()) + 1);
    switch (pick(6)) {
      case 0:
        records.insert(at, line());
        break;
      case 1:
        if (at != records.end()) *at = line();
        break;
      case 2:
        if (at != records.end()) records.erase(at);
        break;
      case 3:
        return move_record(file->first);
      case 4:
        records = {"Plain text, at last: " + text()};
        break;
      default:
        archive_.remove(file->first);
        files_.erase(file);
        return;
    }
    write(file->first);
  }

  /// A record, with its id, from one file to another.
  void move_record(const std::string& from) {
    auto to = files_.begin();
    std::advance(to, pick(static_cast<unsigned>(files_.size())));
    Records& records = files_[from];
    if (records.empty()) return;
    const std::string moved = records.front();
    records.erase(records.begin());
    to->second.push_back(moved);
    write(from);
    write(to->first);
  }

  test::Archive& archive_;
  std::mt19937 random_;
  std::map<std::string, Records> files_;
  unsigned numbers_ = 0;
  std::time_t time_ = 0;
};

}  // namespace

TEST_CASE("a record has its own id, else that of its file and number", "[json_lines][pipeline]") {
  test::Archive archive;
  archive.write("a.jsonl",
                record("On rivers.") + "\n" + record("On roads.", "own/1") + record("On bridges."));
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::ok);
  CHECK(result.outcomes == Outcomes{{"a.jsonl", "indexed, indexed, indexed"}});
  CHECK(archive.find("rivers") == Ids{"a.jsonl#1"});
  CHECK(archive.find("roads") == Ids{"own/1"});
  CHECK(archive.find("bridges") == Ids{"a.jsonl#3"});
}

TEST_CASE("a record that changes updates its statement alone, and one that goes leaves",
          "[json_lines][pipeline]") {
  test::Archive archive;
  const std::string one = record("On rivers."), two = record("On roads.", "own/2"),
                    three = record("On bridges.", "own/3");
  archive.write("a.jsonl", one + two + three);
  REQUIRE(run(archive).code == exit_code::ok);
  archive.write("a.jsonl", one + record("On paved roads.", "own/2") + three);
  const RunResult changed = run(archive);
  CHECK(changed.outcome_of ==
        Outcomes{{"a.jsonl#1", "unchanged"}, {"own/2", "updated"}, {"own/3", "unchanged"}});
  CHECK(archive.find("paved") == Ids{"own/2"});
  archive.write("a.jsonl", one + three);
  const RunResult removed = run(archive);
  CHECK(removed.code == exit_code::ok);
  CHECK(removed.outcome_of ==
        Outcomes{{"a.jsonl#1", "unchanged"}, {"own/2", "removed"}, {"own/3", "unchanged"}});
  CHECK(archive.find("roads").empty());
  CHECK(archive.find("on") == Ids{"a.jsonl#1", "own/3"});
}

TEST_CASE("a bad line is skipped and named by each run, and the other records stay",
          "[json_lines][pipeline]") {
  test::Archive archive;
  archive.write("a.jsonl",
                record("On rivers.") + "\n{\"text\": nothing}\n" + record("On bridges."));
  test::set_time(archive.source() + "/a.jsonl", 1'600'000'000);
  for (const std::string others : {"indexed", "unchanged", "unchanged"}) {
    const RunResult result = run(archive);
    CHECK(result.code == exit_code::incomplete);
    CHECK(result.outcomes ==
          Outcomes{{"a.jsonl", others + ", " + others}, {"a.jsonl, line 3", "skipped"}});
    CHECK_THAT(result.messages, Catch::Contains("skipped: a.jsonl, line 3: "));
    CHECK(archive.find("rivers") == Ids{"a.jsonl#1"});
    CHECK(archive.find("bridges") == Ids{"a.jsonl#3"});
  }
}

TEST_CASE("of two records with one id the second is skipped", "[json_lines][pipeline]") {
  test::Archive archive;
  archive.write("a.jsonl", record("On rivers.", "one") + record("On roads.", "one"));
  archive.write("b.jsonl", record("On ferries.", "one"));
  for (int i = 0; i < 2; ++i) {
    const RunResult result = run(archive);
    CHECK(result.code == exit_code::incomplete);
    CHECK(result.reasons == Outcomes{{"a.jsonl, line 2", "its id “one” is that of a.jsonl"},
                                     {"b.jsonl, line 1", "its id “one” is that of a.jsonl"}});
    CHECK(archive.find("on") == Ids{"one"});
    CHECK(archive.find("rivers") == Ids{"one"});
  }
}

TEST_CASE("a file may turn from text to records and back", "[json_lines][pipeline]") {
  test::Archive archive;
  archive.write("other.txt", "On ferries.");
  for (int i = 0; i < 2; ++i) {
    archive.write("a.txt", "On rivers.");
    CHECK(run(archive).code == exit_code::ok);
    CHECK(archive.find("on") == Ids{"a.txt", "other.txt"});
    archive.write("a.txt", record("On roads.") + record("On bridges.", "own"));
    CHECK(run(archive).code == exit_code::ok);
    CHECK(archive.find("on") == Ids{"a.txt#1", "own", "other.txt"});
    CHECK(archive.find("rivers").empty());
    CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
  }
}

TEST_CASE("a record may move to a file before or after it, and keeps its id",
          "[json_lines][pipeline]") {
  test::Archive archive;
  const std::string moved = record("On rivers.", "own"), other = record("On roads.");
  const auto write = [&](const std::string& a, const std::string& b) {
    archive.write("a.jsonl", a);
    archive.write("b.jsonl", b);
    const RunResult result = run(archive);
    CHECK(result.code == exit_code::ok);
    CHECK(archive.find("rivers") == Ids{"own"});
    CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
  };
  write(moved + other, other);
  write(other, other + moved);
  write(other + moved, other);
}

TEST_CASE("records that are kept up to date are those that are indexed from scratch",
          "[json_lines][pipeline][law]") {
  const auto seed = static_cast<unsigned>(GENERATE(range(1, 4)));
  CAPTURE(seed);
  test::Archive archive;
  RecordEditor editor(archive, seed);
  IndexerOptions options = archive.indexer_options();
  for (int round = 0; round < 10; ++round) {
    CAPTURE(round);
    editor.step();
    options.jobs = round % 2 == 0 ? 1 : 3;
    const RunResult result = run(archive, options);
    CAPTURE(result.messages);
    REQUIRE((result.code == exit_code::ok || result.code == exit_code::incomplete));
    REQUIRE(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
  }
}

TEST_CASE("a record that is not indexed would be seen in that comparison",
          "[json_lines][pipeline][control]") {
  test::Archive archive;
  archive.write("a.jsonl", record("On rivers."));
  run(archive);
  const std::string before = test::statements(archive.index_path());
  CHECK(before == test::statements_from_scratch(archive));
  archive.write("a.jsonl", record("On rivers.") + record("On roads."));
  CHECK(before != test::statements_from_scratch(archive));
}

TEST_CASE("any number of jobs makes the same index of many records",
          "[json_lines][pipeline][law]") {
  test::Archive archive;
  std::mt19937 random(1);
  for (int file = 0; file < 5; ++file) {
    std::string records;
    for (int i = 0; i < 300; ++i) {
      std::string text;
      for (int word = 0; word < 60; ++word) text += fmt::format("word{} ", random() % 3000);
      records += i % 17 == 3 ? std::string("no record\n") : record(text);
    }
    archive.write(fmt::format("{}.{}", file, file == 2 ? "txt" : "jsonl"), records);
    test::set_time(fmt::format("{}/{}.{}", archive.source(), file, file == 2 ? "txt" : "jsonl"),
                   1'600'000'000);
  }
  std::string expected;
  for (const unsigned jobs : {1U, 4U}) {
    const test::TemporaryFolder folder;
    IndexerOptions options = archive.indexer_options();
    options.index_path = folder.path_of("index");
    options.jobs = jobs;
    CHECK(run(archive, options).code == exit_code::incomplete);
    const std::string contents = test::contents(options.index_path);
    if (expected.empty()) expected = contents;
    CHECK(contents == expected);
  }
  CHECK_THAT(expected, Catch::Contains("== 0.jsonl#1\n") && Catch::Contains("== 2.txt#1\n"));
}
