// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/query/parser.hpp"
#include "tests/support/archive.hpp"

using namespace demarche;

namespace {

/// A query, and the tree that is run and a line for each note on it, or
/// `COLUMN: what is wrong`.
using Row = std::pair<std::string, std::string>;

std::vector<Row> golden_rows() {
  std::ifstream file(SOURCE_DIR "/tests/golden/queries.txt");
  REQUIRE(file);
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.starts_with("//")) continue;
    if (line.starts_with("    "))
      rows.back().second += (rows.back().second.empty() ? "" : "\n") + line.substr(4);
    else
      rows.emplace_back(line, "");
  }
  return rows;
}

/// What the program makes of a query, parsed, compiled and run.
std::string outcome(const test::Archive& archive, const std::string& query) {
  try {
    const QueryReport report = archive.search(query).query;
    std::string all = report.understood;
    for (const std::string& doubt : report.doubts) all += "\nnote: " + doubt;
    return all;
  } catch (const QueryError& error) {
    const int column = display_columns(query.substr(0, error.span().begin)) + 1;
    return std::to_string(column) + ": " + error.what();
  }
}

}  // namespace

TEST_CASE("every query of the golden table is the tree or the error that it says",
          "[golden][query]") {
  test::Archive archive;
  archive.write("a.txt",
                "Title: Peace\nIssuer: OSBS\nMinistry: defence\nLanguage: en\n\nPeace and war.\n");
  REQUIRE(archive.index() == 0);
  const std::vector<Row> rows = golden_rows();
  std::set<std::string> queries;
  for (const auto& [query, expected] : rows) {
    INFO("query: " << query);
    CHECK(outcome(archive, query) == expected);
    CHECK(queries.insert(query).second);
  }
  CHECK(rows.size() >= 150);
}
