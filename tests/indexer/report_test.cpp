// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::RunResult;

namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++times;
  return times;
}

}  // namespace

TEST_CASE("a hundred records of a file are named on stderr, and all in the report", "[report]") {
  test::Archive archive;
  std::string bad = "[";
  for (int at = 0; at < 1000; ++at) bad += "{},\n";
  archive.write("bad.json", bad + "{\"text\":\"Of rivers.\"}]");
  archive.write("one-more.json", "[\n" + bad.substr(1, 4 * 101 - 2) + "]");
  for (int at = 0; at < 150; ++at) archive.write("e" + std::to_string(at) + ".txt", "");
  const RunResult result = run(archive);
  CHECK(result.code == 1);
  CHECK(count(result.messages, "skipped: bad.json, line") == 100);
  CHECK(count(result.messages, "skipped: and 900 more records of bad.json, see --report") == 1);
  CHECK(count(result.messages, "skipped: e") == 150);
  CHECK(count(result.messages, "skipped: and 1 more record of one-more.json, see") == 1);
  CHECK(result.reasons.count("bad.json, line 1000") == 1);
  CHECK_THAT(result.messages, Catch::Contains("1 indexed") && Catch::Contains("1251 skipped"));
}

TEST_CASE("warnings of one file's records are bounded like those that are skipped", "[report]") {
  test::Archive archive;
  std::string rows = "text,date\n";
  for (int at = 0; at < 120; ++at) rows += "Of rivers " + std::to_string(at) + ",soon\n";
  archive.write("t.csv", rows);
  const RunResult result = run(archive);
  CHECK(result.code == 0);
  CHECK(count(result.messages, "warning: t.csv, line") == 100);
  CHECK(count(result.messages, "warning: and 20 more warnings of t.csv\n") == 1);
}

TEST_CASE("a file of records without any is named", "[report]") {
  test::Archive archive;
  for (const char* name : {"a.jsonl", "a.csv", "a.tsv", "a.mbox", "a.json"}) {
    archive.write(name, "");
    archive.write(std::string("blank-") + name, "\n \n");
  }
  archive.write("empty.json", "[]");
  archive.write("header.csv", "text,title\n\n");
  archive.write("sep.csv", "sep=;\n");
  const RunResult result = run(archive);
  CHECK(result.reasons.size() == 13);
  for (const auto& [name, reason] : result.reasons) {
    CAPTURE(name);
    CHECK((reason == "no records" || reason == "line 1: no JSON in it" ||
           reason == "line 3: no JSON in it"));
  }
}

TEST_CASE("a mail and an edition are known where they are named as text", "[report]") {
  test::Archive archive;
  archive.write("m.txt",
                "From: A <a@b.example>\nSubject: Gauge\nMessage-ID: <1@b.example>\n\nOne.\n");
  archive.write("box.txt",
                "\nFrom - Sun Jan  4 01:05:34 2026\nFrom: A <a@b.example>\n\nOf "
                "roads.\n\nFrom - Sun Jan  4 01:05:34 2026\nFrom: B <b@b.example>\n\nOf "
                "tunnels.\n");
  archive.write(
      "tei.txt",
      "<?xml version='1.0'?><TEI><teiHeader><fileDesc><titleStmt><title>T</title>"
      "</titleStmt></fileDesc></teiHeader><text><body><p>Of dams.</p></body></text></TEI>");
  REQUIRE(run(archive).code == 0);
  CHECK(archive.find("title:gauge") == std::set<std::string>{"m.txt"});
  CHECK(archive.find("tunnels") == std::set<std::string>{"box.txt#2"});
  CHECK(archive.count("dams") == 1);
  CHECK(archive.count("TEI") == 0);
}

TEST_CASE("a written date and a very long field are put right where all forms meet", "[report]") {
  test::Archive archive;
  archive.write("t.csv", "id,date,title,text\na,\"May 3, 2021\"," + std::string(100'000, 'x') +
                             ",Of rivers.\nb,03/04/2021,T,Of roads.\n");
  archive.write("x.txt", "Date: 3 May 2021\n\nOf dams.\n");
  const RunResult result = run(archive);
  CHECK(archive.find("date:2021-05-03") == std::set<std::string>{"a", "x.txt"});
  CHECK_THAT(
      result.messages,
      Catch::Contains("t.csv, line 2: the title is longer than 64 KiB: cut") &&
          Catch::Contains("t.csv, line 3: the date “03/04/2021” may be of two days: dropped"));
  const auto results = archive.search("rivers");
  CHECK(results.hits.at(0).statement.field("title").size() == 65536);
  CHECK(results.hits.at(0).statement.field("date") == "2021-05-03");
}
