// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/suggestion/nothing_found.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/output/output.hpp"
#include "searcher/query/loosened.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/query_parts.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/query_hits.hpp"

using namespace demarche;

namespace {

using Lines = std::vector<std::string>;

/// Three statements, each with words of its own and one that two share.
void write_statements(test::Archive& archive) {
  test::fill(archive, {{"a.txt",
                        "Title: On rivers\nIssuer: Republic of Tashmar\nDate: 2023-05-01\n"
                        "Speaker: Amina Dore\nLanguage: en\n\nA ferry crosses; hollow old promises "
                        "and a settlement.\n"},
                       {"b.txt",
                        "Title: On bridges\nIssuer: Orsenna\nPlace: Verez\nDate: 2024-05-01\n"
                        "Language: en\n\nThe bridge and the ferry verify a settlement.\n"},
                       {"c.txt",
                        "Title: On gauges\nIssuer: Orsenna\nDate: 2025-05-01\nLanguage: en\n\n"
                        "The gauge of the tower.\n"}});
}

SearchResults results_of(SearcherOptions options) {
  StatementIndex index(options.index_paths);
  SearchScope scope;
  scope.hits = false;
  scope.nothing_found = true;
  return search(index, options, scope);
}

/// `TOTAL OPTIONS QUERY (CHANGE)` of each relaxation.
Lines relaxations(const SearcherOptions& options) {
  Lines lines;
  const SearchResults results = results_of(options);
  REQUIRE(results.nothing_found);
  for (const Relaxation& relaxation : results.nothing_found->relaxations) {
    std::string line = std::to_string(relaxation.tried.total) + " ";
    for (const std::string& option : relaxation.tried.options) line += option + " ";
    lines.push_back(line + relaxation.tried.query + " (" + relaxation.change + ")");
  }
  return lines;
}

/// The parts that find nothing, and what was meant by them.
Lines empty_parts(const SearcherOptions& options) {
  Lines lines;
  const SearchResults results = results_of(options);
  REQUIRE(results.nothing_found);
  for (const TriedPart& part : results.nothing_found->parts) {
    if (part.alone.total > 0) continue;
    lines.push_back(part.alone.query);
    for (const TriedQuery& meant : part.meant) lines.back() += " -> " + meant.query;
  }
  return lines;
}

Lines parts(const std::string& query, bool any = false) {
  Lines lines;
  const QueryNode tree = parse_query(query, {});
  for (const QueryPart& part : parts_of(tree, any, {})) {
    std::string line;
    for (const QueryNode* node : part) line += (line.empty() ? "" : " + ") + to_string(*node);
    lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("a query's parts are what must hold all together", "[nothing]") {
  CHECK(parts("a \"b c\" -d") == Lines{"a", "\"b c\"", "NOT d"});
  CHECK(parts("a AND (b c) AND (d OR e)") == Lines{"a", "b", "c", "(d OR e)"});
  CHECK(parts("a OR b c") == Lines{"(a OR (b AND c))"});
  CHECK(parts("title:(a b) title:c") == Lines{"a", "b", "title:c"});
  CHECK(parts("x issuer:A since:2024 issuer:B until:2025") ==
        Lines{"x", "issuer:A + issuer:B", "since:2024", "until:2025"});
  CHECK(parts("a b lang:en -c", true) == Lines{"a + b", "language:en", "NOT c"});
}

TEST_CASE("relaxations are the nearest to the query first, each with what it gives", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  const auto relaxed = [&archive](const std::string& query) {
    return relaxations(archive.searcher_options(query));
  };
  CHECK(relaxed("ferry xyzzy") ==
        Lines{"2 ferry (without xyzzy)", "2 --any ferry xyzzy (with any of the words)"});
  CHECK(relaxed("ferry gauge") == Lines{"1 gauge (without ferry)", "2 ferry (without gauge)",
                                        "3 --any ferry gauge (with any of the words)"});
  CHECK(relaxed("\"hollow promises\"") ==
        Lines{"1 \"hollow promises\"~5 (with \"hollow promises\"~5 instead of \"hollow promises\")",
              "1 hollow promises (with hollow promises instead of \"hollow promises\")"});
  CHECK(relaxed("ferry =verified") == Lines{"1 ferry verified (with verified instead of =verified)",
                                            "2 ferry (without =verified)",
                                            "2 --any ferry =verified (with any of the words)"});
  CHECK(relaxed("title:ferry") == Lines{"2 ferry (with ferry instead of title:ferry)"});
  CHECK(relaxed("gauge until:2024") ==
        Lines{"1 gauge (without until:2024)", "2 until:2024 (without gauge)"});
  CHECK(relaxed("ferry -settlement") == Lines{"2 ferry (without -settlement)"});
  CHECK(relaxed("hollow bridge tower") ==
        Lines{"1 tower (without hollow and bridge)", "1 bridge (without hollow and tower)",
              "1 hollow (without bridge and tower)",
              "3 --any hollow bridge tower (with any of the words)"});
  CHECK(relaxed("xyzzy").empty());
}

TEST_CASE("options that a relaxation needs stand beside it", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  SearcherOptions options = archive.searcher_options("verified ferry");
  options.exact = true;
  CHECK(relaxations(options) == Lines{"1 verified ferry (without --exact)",
                                      "2 --exact ferry (without verified)",
                                      "2 --any --exact verified ferry (with any of the words)"});
  options = archive.searcher_options("ferry title:x");
  options.fixed = true;
  CHECK(relaxations(options) == Lines{"2 --fixed ferry (without title:x)",
                                      "2 --fixed --any ferry title:x (with any of the words)"});
  const test::TemporaryFolder folder;
  const std::string names = folder.write("names.tsv", "organisation\tHarbour League | HLG\n");
  options = archive.searcher_options("ferry xyzzy");
  options.name_files = {names};
  CHECK(relaxations(options).front() == "2 --names " + names + " ferry (without xyzzy)");
}

TEST_CASE("a value that no statement has is met with the one that was meant", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  const auto meant = [&archive](const std::string& query) {
    return empty_parts(archive.searcher_options(query));
  };
  CHECK(meant("ferry issuer:Orsena") == Lines{"issuer:Orsena -> issuer:Orsenna"});
  CHECK(meant("issuer:Tashmar") == Lines{"issuer:Tashmar -> issuer:\"Republic of Tashmar\""});
  CHECK(meant("issuer:Tashmr") == Lines{"issuer:Tashmr -> issuer:\"Republic of Tashmar\""});
  CHECK(meant("issuer:Verez") == Lines{"issuer:Verez -> place:Verez"});
  CHECK(meant("speaker:Orsenna") == Lines{"speaker:Orsenna -> issuer:Orsenna"});
  CHECK(meant("issuer:\"Amina Dore\"") == Lines{"issuer:\"Amina Dore\" -> speaker:\"Amina Dore\""});
  CHECK(meant("settelment issuer:Orsena") ==
        Lines{"settelment -> settlement", "issuer:Orsena -> issuer:Orsenna"});
  CHECK(meant("issuer:Xyzzyplugh") == Lines{"issuer:Xyzzyplugh"});
  CHECK(meant("year:2033") == Lines{"year:2033"});
  CHECK(relaxations(archive.searcher_options("settelment issuer:Orsena")) ==
        Lines{"1 settlement issuer:Orsenna (with settlement instead of settelment and with "
              "issuer:Orsenna instead of issuer:Orsena)"});
}

TEST_CASE("of values as near to what was typed, the one that more statements have was meant",
          "[nothing]") {
  test::Archive archive;
  test::fill(archive, {{"a.txt", "Issuer: Veslan\n\nA ferry."},
                       {"b.txt", "Issuer: Veslan\n\nA bridge."},
                       {"c.txt", "Issuer: Veslav\n\nA tower."},
                       {"d.txt", "Issuer: Veslad\n\nA gauge."}});
  CHECK(empty_parts(archive.searcher_options("issuer:Veslar")) ==
        Lines{"issuer:Veslar -> issuer:Veslan"});
}

TEST_CASE("nothing found is explained from indexes elsewhere as from one here", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  SearcherOptions options = archive.searcher_options("settelment issuer:Orsena gauge");
  const std::string here = format_nothing_found(results_of(options));
  options.index_paths = {"prog:xapian-progsrv " + archive.index_path()};
  CHECK(format_nothing_found(results_of(options)) == here);
  CHECK_THAT(here,
             Catch::Contains("issuer:Orsena by itself finds nothing; issuer:Orsenna finds 2"));
}

TEST_CASE("what is left of a query is no advice where it would be an error", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  // Without the word the bounds stand side by side.
  CHECK_THROWS_AS(results_of(archive.searcher_options("since:2025 until:2023")), QueryError);
  CHECK(relaxations(archive.searcher_options("since:2025 (until:2023 xyzzy)")) ==
        Lines{"1 until:2023 (without xyzzy and since:2025)",
              "1 since:2025 (without xyzzy and until:2023)"});
}

TEST_CASE("a query of a thousand words is not a thousand searches", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  std::string query = "ferry";
  for (int i = 1; i < 900; ++i) query += " w" + std::to_string(i);
  const SearchResults results = results_of(archive.searcher_options(query));
  REQUIRE(results.nothing_found);
  CHECK(results.nothing_found->parts.size() == max_tried_parts);
  CHECK(results.nothing_found->parts_left == 900 - max_tried_parts);
  CHECK_THAT(format_nothing_found(results),
             Catch::Contains("850 more parts of the query were not tried by themselves"));
}

TEST_CASE("what a terminal can't show is in no query to paste", "[nothing]") {
  test::Archive archive;
  write_statements(archive);
  const SearchResults results = results_of(archive.searcher_options("ferry \x1b[31mxyzzy gauge"));
  const std::string told = format_nothing_found(results);
  CHECK(told.find('\x1b') == std::string::npos);
  for (const Relaxation& relaxation : results.nothing_found->relaxations)
    CHECK(relaxation.tried.query.find("x1b") == std::string::npos);
  CHECK_FALSE(results.nothing_found->relaxations.empty());
}

TEST_CASE("why nothing is found is told in lines that can be pasted", "[nothing]") {
  SearchResults results;
  results.statements = 3;
  results.query.understood = "(it's AND -)";
  CHECK(format_nothing_found(results).empty());
  NothingFound nothing;
  nothing.parts = {{{"it's", {}, 2}, {}}, {{"=x", {}, 0}, {{"y", {}, 1}}}, {{"z", {}, 0}, {}}};
  nothing.relaxations = {{{"-it's", {"--any", "--names", "my names"}, 1}, "without =x"}};
  nothing.cut = true;
  results.nothing_found = nothing;
  CHECK(format_nothing_found(results) ==
        "searcher: nothing found: none of 3 statements answers (it's AND -)\n"
        "searcher: note: =x by itself finds nothing; y finds 1\n"
        "searcher: note: z by itself finds nothing\n"
        "searcher: note: by itself, it's finds 2\n"
        "searcher: try: 1 statement without =x: --any --names 'my names' -- '-it'\\''s'\n"
        "searcher: note: not every query that asks for less was tried\n");
  nothing = {};
  nothing.parts = {{{"a", {}, 1}, {}}, {{"b", {}, 2}, {}}};
  results.nothing_found = nothing;
  CHECK_THAT(format_nothing_found(results),
             Catch::Contains("by itself, a finds 1, b finds 2\nsearcher: note: each part finds "
                             "something, but no statement has them all\n"));
}
