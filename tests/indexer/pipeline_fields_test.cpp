// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

// Where the fields of the statements of a run come from.

using namespace demarche;
using test::run;
using test::RunResult;
using test::set_time;

namespace {

using Ids = std::set<std::string>;

}  // namespace

TEST_CASE("another --set updates statements that no file has changed", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "Issuer: Tashmar\n\nOn rivers.");
  set_time(archive.source() + "/a.txt", 1'600'000'000);
  IndexerOptions options = archive.indexer_options();
  CHECK(run(archive, options).outcomes.at("a.txt") == "indexed");
  CHECK(run(archive, options).outcomes.at("a.txt") == "unchanged");
  options.set_fields["issuer"] = "Verezan";
  CHECK(run(archive, options).outcomes.at("a.txt") == "updated");
  CHECK(archive.find("issuer:Verezan") == Ids{"a.txt"});
  CHECK(archive.find("issuer:Tashmar").empty());
  CHECK(run(archive, options).outcomes.at("a.txt") == "unchanged");
  // Not an update: the statement says what it said.
  options.language = "en";
  options.set_fields["language"] = archive.search("rivers").hits.at(0).statement.field("language");
  CHECK(run(archive, options).outcomes.at("a.txt") == "unchanged");
  options.set_fields.clear();
  CHECK(run(archive, options).outcomes.at("a.txt") == "updated");
  CHECK(archive.find("issuer:Tashmar") == Ids{"a.txt"});
}

TEST_CASE("another metadata table under the same name updates its statements", "[pipeline]") {
  test::Archive archive;
  archive.write("VER_2021.txt", "On rivers.");
  archive.write("table.txt", "iso,speaker\nVER,Ms. Oda\n");
  set_time(archive.source() + "/VER_2021.txt", 1'600'000'000);
  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "{issuer}_{year}.txt";
  options.metadata_path = archive.source() + "/table.txt";
  options.join = {{"issuer", "iso"}};
  const RunResult first = run(archive, options);
  CHECK(first.outcomes == std::map<std::string, std::string>{{"VER_2021.txt", "indexed"}});
  CHECK(archive.find("speaker:Oda date:2021") == Ids{"VER_2021.txt"});
  CHECK(run(archive, options).outcomes.at("VER_2021.txt") == "unchanged");
  archive.write("table.txt", "iso,speaker\nVER,Mr. Ubu\n");
  CHECK(run(archive, options).outcomes.at("VER_2021.txt") == "updated");
  CHECK(archive.find("speaker:Oda").empty());
  CHECK(archive.find("speaker:Ubu") == Ids{"VER_2021.txt"});
}

TEST_CASE("a field has its value from --set, else the header, the table, the name", "[pipeline]") {
  test::Archive archive;
  const test::TemporaryFolder tables;
  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "{session}-{issuer}-{speaker}-{place}.txt";
  options.metadata_path =
      tables.write("t.csv", "session,issuer,speaker,event\n7,table,table,table\n");
  options.join = {{"session", "session"}};
  options.set_fields = {{"issuer", "set"}};
  archive.write("07-name-name-name.txt", "Issuer: header\nSpeaker: header\n\nOn rivers.");
  archive.write("7-name-name-name.txt", "On rivers.");
  archive.index(options);
  std::map<std::string, std::string> found;
  for (const Hit& hit : archive.search("rivers").hits) {
    for (const auto* field : {"issuer", "speaker", "event", "place"})
      found[hit.statement.id] += std::string(hit.statement.field(field)) + ' ';
  }
  CHECK(found ==
        std::map<std::string, std::string>{{"07-name-name-name.txt", "set header table name "},
                                           {"7-name-name-name.txt", "set table table name "}});
}

TEST_CASE("an object that has its text within a member is one record", "[pipeline]") {
  test::Archive archive;
  archive.write("a.json",
                R"({"speech": {"said": "On rivers."}, "guests": [{"text": "On roads."}]})");
  archive.index();
  CHECK(archive.find("roads").size() == 1);
  IndexerOptions options = archive.indexer_options();
  options.record_mapping = {{"text", "/speech/said"}};
  archive.index(options);
  CHECK(archive.find("rivers").size() == 1);
  CHECK(archive.find("roads").empty());
}

TEST_CASE("names without a match and statements without a row are counted", "[pipeline]") {
  test::Archive archive;
  const test::TemporaryFolder tables;
  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "{issuer}-{year}.txt";
  options.metadata_path = tables.write("t.csv", "issuer,speaker\nVerezan,Oda\n");
  options.join = {{"issuer", "issuer"}};
  archive.write("Verezan-2020.txt", "On rivers.");
  archive.write("Tashmar-2020.txt", "On roads.");
  archive.write("communique.txt", "On ferries.");
  CHECK_THAT(run(archive, options).messages,
             Catch::Contains("warning: 1 file name does not match the name pattern") &&
                 Catch::Contains("warning: 2 statements have no row in the metadata table"));
}

TEST_CASE("a bad date is dropped with a warning, and the year stands in for it", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "Date: 2025-02-30\nYear: 2024\n\nOn rivers.");
  archive.write("b.txt", "Date: 2025\nYear: 25\n\nOn rivers.");
  archive.write("c.txt", "Year: 1998\n\nOn rivers.");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::ok);
  CHECK_THAT(result.messages, Catch::Contains("a.txt: the date “2025-02-30” is none") &&
                                  Catch::Contains("b.txt: the year “25” is none"));
  CHECK(archive.find("date:2025") == Ids{"b.txt"});
  CHECK(archive.find("date:2024") == Ids{"a.txt"});
  CHECK(archive.find("date:1998") == Ids{"c.txt"});
}
