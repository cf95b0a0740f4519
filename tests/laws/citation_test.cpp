// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "searcher/query/parser.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/speeches.hpp"

using namespace demarche;
using Ids = std::set<std::string>;

namespace {

/// Statements that cite in different ways, by file name.
void fill(test::Archive& archive) {
  archive.write("symbol", "We recall S/RES/242 (1967) once more.");
  archive.write("year", "We recall resolution 242 (1967) once more.");
  archive.write("body", "We recall Security Council resolution 242 once more.");
  archive.write("letters", "We recall UNSCR 242 once more.");
  archive.write("list", "We recall resolutions 181 (II), 242 (1967) and 338 (1973).");
  archive.write("french", "Nous rappelons la résolution 242 du Conseil de sécurité.");
  archive.write("title", "Title: On resolution 242 (1967)\n\nNothing more is said of it.");
  archive.write("bare", "We recall resolution 242, as everybody does.");
  archive.write("assembly", "We recall General Assembly resolution 242 on something else.");
  archive.write("house", "We recall House resolution 242 of another parliament.");
  archive.write("number", "We recall that 242 of them stayed in 1967.");
  archive.write("part", "We recall resolution 48/75 L and document A/78/L.3/Rev.1.");
  archive.write("whole", "We recall resolution 48/75 of the General Assembly, and A/78/PV.9.");
  REQUIRE(archive.index() == 0);
}

bool stands_at(const std::string& text, std::size_t at, const std::string& word) {
  return at + word.size() <= text.size() && text.compare(at, word.size(), word) == 0;
}

/// Whether a text has `resolution NUMBER (YEAR)`, by simple code of its own.
bool plainly_cites(const std::string& text, const std::string& number, const std::string& year) {
  for (std::size_t at = text.find(number); at != std::string::npos;
       at = text.find(number, at + 1)) {
    constexpr std::string_view head = "resolution ";
    if (at < head.size() || !stands_at(text, at - head.size(), std::string(head))) continue;
    std::size_t end = at + number.size();
    while (end < text.size() && text[end] == ' ') ++end;
    if (stands_at(text, end, "(" + year + ")")) return true;
  }
  return false;
}

/// Whether the digits stand in a text as a number by themselves.
bool has_number(const std::string& text, const std::string& number) {
  const auto is_digit_at = [&](std::size_t at) {
    return at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])) != 0;
  };
  for (std::size_t at = text.find(number); at != std::string::npos;
       at = text.find(number, at + 1)) {
    if ((at == 0 || !is_digit_at(at - 1)) && !is_digit_at(at + number.size())) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a citation is found however it is written, by a filter however written",
          "[laws][citation]") {
  test::Archive archive;
  fill(archive);
  const Ids council = {"symbol", "year", "body", "letters", "list", "french", "title"};
  for (const char* query : {"cites:S/RES/242", "cites:s/res/242", "cites:\"S/RES/242 (1967)\"",
                            "cites:\"resolution 242 (1967)\"", "cites:\"UNSCR 242\"",
                            "cites:\"SCR 242\"", "cites:\"Security Council resolution 242\"",
                            "cites:\"résolution 242 du Conseil de sécurité\""}) {
    INFO(query);
    CHECK(archive.find(query) == council);
    CHECK(archive.count(query) == council.size());
  }
  Ids all = council;
  all.insert({"bare", "assembly"});
  CHECK(archive.find("cites:\"resolution 242\"") == all);
  CHECK(archive.find("cites:A/RES/242") == Ids{"assembly"});
  CHECK(archive.find("cites:\"181 (II)\"") == Ids{"list"});
  CHECK(archive.find("cites:S/RES/338 cites:A/RES/242") == Ids{"assembly", "list"});
  CHECK(archive.find("cites:S/RES/338 AND cites:S/RES/242") == Ids{"list"});
  CHECK(archive.find("recall -cites:\"resolution 242\"") ==
        Ids{"house", "number", "part", "whole"});
}

TEST_CASE("a part of a resolution is a citation of it, but not the other way round",
          "[laws][citation]") {
  test::Archive archive;
  fill(archive);
  CHECK(archive.find("cites:A/RES/48/75") == Ids{"part", "whole"});
  CHECK(archive.find("cites:A/RES/48/75L") == Ids{"part"});
  CHECK(archive.find("cites:\"resolution 48/75 L\"") == Ids{"part"});
  CHECK(archive.find("cites:A/78/*") == Ids{"part", "whole"});
  CHECK(archive.find("cites:A/78/L.3/Rev.1") == Ids{"part"});
  CHECK(archive.find("cites:A/78/L.3").empty());
}

TEST_CASE("a filter says how many citations it leaves out as nobody's", "[laws][citation]") {
  test::Archive archive;
  fill(archive);
  const SearchResults results = archive.search("cites:S/RES/242");
  REQUIRE(results.query.notes.size() == 1);
  CHECK(results.query.notes.front() ==
        "cites:S/RES/242: 1 statement speaks of “resolution 242” and does not say whose; "
        "cites:\"resolution 242\" finds it, too");
  CHECK(archive.search("cites:S/RES/338").query.notes.empty());
  archive.write("bare2", "Nobody recalls resolution 242.");
  REQUIRE(archive.index() == 0);
  CHECK(archive.search("cites:S/RES/242").query.notes ==
        std::vector<std::string>{
            "cites:S/RES/242: 2 statements speak of “resolution 242” and do not say whose; "
            "cites:\"resolution 242\" finds them, too"});
}

TEST_CASE("a citation is marked in the snippet and in the title", "[laws][citation]") {
  test::Archive archive;
  fill(archive);
  for (const Hit& hit : archive.search("cites:S/RES/242").hits) {
    INFO(hit.statement.id);
    if (hit.statement.id == "title") {
      const auto [begin, end] = hit.title_highlights.at(0);
      CHECK(hit.statement.field("title").substr(begin, end - begin) == "resolution 242 (1967)");
      continue;
    }
    REQUIRE(hit.snippet.highlights.size() == 1);
    const auto [begin, end] = hit.snippet.highlights.front();
    CHECK(hit.snippet.text.substr(begin, end - begin).find("242") != std::string::npos);
  }
}

TEST_CASE("a filter that is no citation, or several, is an error", "[laws][citation]") {
  test::Archive archive;
  fill(archive);
  for (const char* query : {"cites:242", "cites:charter", "cites:\"House resolution 242\"",
                            "cites:\"resolutions 242 (1967) and 338 (1973)\""}) {
    INFO(query);
    CHECK_THROWS_AS(archive.search(query), QueryError);
  }
}

TEST_CASE("citations in the real speeches are those that a plain scan finds",
          "[.][speeches][citation]") {
  const auto speeches = test::speeches();
  if (!speeches) return;
  struct Row {
    std::string number, year, query;
  };
  const std::vector<Row> rows = {
      {"242", "1967", "cites:S/RES/242"},   {"338", "1973", "cites:S/RES/338"},
      {"435", "1978", "cites:S/RES/435"},   {"598", "1987", "cites:S/RES/598"},
      {"661", "1990", "cites:S/RES/661"},   {"1325", "2000", "cites:S/RES/1325"},
      {"1514", "XV", "cites:A/RES/1514"},   {"2758", "XXVI", "cites:A/RES/2758"},
      {"3201", "S-VI", "cites:A/RES/3201"}, {"2625", "XXV", "cites:A/RES/2625"}};
  StatementIndex index({speeches->index_path});
  std::vector<Ids> found, expected(rows.size());
  SearcherOptions options;
  options.index_paths = {speeches->index_path};
  options.limit = 0;
  options.snippet = false;
  for (const Row& row : rows) {
    options.query = row.query;
    found.emplace_back();
    for (const Hit& hit : search(index, options, {true, false}).hits)
      found.back().insert(hit.statement.id);
  }
  speeches->read([&](const std::string& id, const std::string& text) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      INFO(id << ": " << rows[i].query);
      const bool is_found = found[i].contains(id);
      if (is_found && !has_number(text, rows[i].number)) FAIL_CHECK("found without the number");
      if (!plainly_cites(text, rows[i].number, rows[i].year)) continue;
      expected[i].insert(id);
      if (!is_found) FAIL_CHECK("not found");
    }
  });
  for (const Ids& ids : expected) CHECK(ids.size() >= 3);
}
