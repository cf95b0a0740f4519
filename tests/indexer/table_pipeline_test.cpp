// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::RunResult;

TEST_CASE("a changed row updates its statement alone", "[table][pipeline]") {
  test::Archive archive;
  const std::string head = "id;headline;body\n";
  archive.write("t.csv", head + "a;A;Of rivers.\nb;B;Of roads.\nc;C;\"Of\n\nbridges.\"\n");
  RunResult result = run(archive);
  CHECK(result.code == 0);
  CHECK(archive.find("title:c bridges") == std::set<std::string>{"c"});

  archive.write("t.csv", head + "a;A;Of rivers.\nb;B;Of railways, now.\nd;D;Of tunnels.\n");
  result = run(archive);
  CHECK(result.outcome_of ==
        std::map<std::string, std::string>{
            {"a", "unchanged"}, {"b", "updated"}, {"c", "removed"}, {"d", "indexed"}});
  CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));
}

TEST_CASE("a bad row, and a table without names, are skipped with their lines",
          "[table][pipeline]") {
  test::Archive archive;
  archive.write("good.tsv", "issuer\ttext\nVerezan\tOf rivers.\nOf roads.\n");
  archive.write("nameless.csv", "1,Verezan\n2,Carvenia\n");
  const RunResult result = run(archive);
  CHECK(result.code == 1);
  CHECK(result.reasons.at("good.tsv, line 3") == "1 cell, but the first row has 2");
  CHECK_THAT(result.reasons.at("nameless.csv"), Catch::Contains("no column “text”"));
  CHECK(archive.find("rivers") == std::set<std::string>{"good.tsv#1"});
}

TEST_CASE("a setting that says where fields are reads the files again", "[table][pipeline]") {
  test::Archive archive;
  archive.write("t.csv", "text,other\nOf rivers.,Of roads.\n");
  test::set_time(archive.source() + "/t.csv", 1'600'000'000);
  REQUIRE(run(archive).code == 0);
  CHECK(archive.count("rivers") == 1);
  IndexerOptions options = archive.indexer_options();
  options.record_mapping = {{"text", "other"}};
  REQUIRE(run(archive, options).code == 0);
  CHECK(archive.count("rivers") == 0);
  CHECK(archive.count("roads") == 1);
}
