// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "searcher/query/parser.hpp"
#include "searcher/search.hpp"
#include "tests/support/sample_index.hpp"

using namespace demarche;

namespace {

/// What a command line of these options and this query counts.
std::uint64_t count_of(StatementIndex& index, const std::string& query,
                       const std::vector<std::string>& options) {
  std::vector<const char*> argv = {"searcher"};
  for (const std::string& option : options) argv.push_back(option.c_str());
  const std::string db = test::sample_index();
  argv.insert(argv.end(), {"-d", db.c_str(), "--", query.c_str()});
  const auto parsed = parse_searcher_options(static_cast<int>(argv.size()), argv.data());
  REQUIRE(parsed);
  SearchScope scope;
  scope.hits = false;
  return search(index, *parsed, scope).total;
}

/// The queries whose number is not the one that they give.
std::vector<std::string> wrong_numbers(StatementIndex& index, const NothingFound& nothing) {
  std::vector<std::string> wrong;
  const auto check = [&](const TriedQuery& tried, bool must_find) {
    const std::uint64_t total = count_of(index, tried.query, tried.options);
    if (total != tried.total || (must_find && total == 0)) wrong.push_back(tried.query);
  };
  for (const TriedPart& part : nothing.parts) {
    check(part.alone, false);
    for (const TriedQuery& meant : part.meant) check(meant, true);
  }
  for (const Relaxation& relaxation : nothing.relaxations) check(relaxation.tried, true);
  return wrong;
}

/// Nothing but why there is nothing.
SearchScope explaining() {
  SearchScope scope;
  scope.hits = false;
  scope.nothing_found = true;
  return scope;
}

SearcherOptions random_options(std::mt19937& random) {
  SearcherOptions options;
  options.index_paths = {test::sample_index()};
  options.any = random() % 5 == 0;
  options.exact = random() % 6 == 0;
  options.aliases = random() % 6 != 0;
  options.fixed = random() % 10 == 0;
  return options;
}

std::string random_query(std::mt19937& random) {
  static const std::vector<std::string> operands = {"ferry",
                                                    "gauge",
                                                    "bridge",
                                                    "river",
                                                    "lang:fr",
                                                    "lang:zh",
                                                    "issuer:Tashmar",
                                                    "issuer:OSSB",
                                                    "issuer:OSBS",
                                                    "speaker:Tashmar",
                                                    "settelment",
                                                    "xyzzy",
                                                    "=settling",
                                                    "\"fair early settlement\"",
                                                    "\"bridge of the river\"",
                                                    "ferry NEAR/2 gauge",
                                                    "\"ferry gauge\"~1",
                                                    "(ferry OR xyzzy)",
                                                    "(hat gauge)",
                                                    "title:(river ferry)",
                                                    "title:gauge",
                                                    "-the",
                                                    "NOT river",
                                                    "since:2026-01",
                                                    "until:2020",
                                                    "date:2023",
                                                    "date:2031",
                                                    "cease fire",
                                                    "Democratic Republic of Tashmar",
                                                    "WHO",
                                                    "=\"hollow promises\"",
                                                    "sett*",
                                                    "\"d'accord l'eau\"",
                                                    "place:\"Wadi Sunbl\"",
                                                    "“it said \"no\"”"};
  static const std::vector<std::string> joints = {" ", " ", " ", " ", " AND ", " OR "};
  std::string query = operands[random() % operands.size()];
  for (std::size_t more = random() % 5; more > 0; --more)
    query += joints[random() % joints.size()] + operands[random() % operands.size()];
  return query;
}

}  // namespace

TEST_CASE("each number told where nothing is found is the one that the query beside it gives",
          "[law][nothing]") {
  StatementIndex index({test::sample_index()});
  std::mt19937 random(20261127);
  const SearchScope scope = explaining();
  std::size_t empty = 0, relaxations = 0, meant = 0, with_options = 0;
  for (int round = 0; round < 1500; ++round) {
    SearcherOptions options = random_options(random);
    options.query = random_query(random);
    INFO(options.query << (options.any ? " --any" : ""));
    SearchResults results;
    try {
      results = search(index, options, scope);
    } catch (const QueryError&) {
      continue;  // a since after an until
    }
    REQUIRE(results.nothing_found.has_value() == (results.total == 0));
    if (!results.nothing_found) continue;
    ++empty;
    const NothingFound& nothing = *results.nothing_found;
    CHECK(wrong_numbers(index, nothing) == std::vector<std::string>());
    relaxations += nothing.relaxations.size();
    for (const TriedPart& part : nothing.parts) meant += part.meant.size();
    for (const Relaxation& relaxation : nothing.relaxations)
      with_options += relaxation.tried.options.empty() ? 0 : 1;
  }
  // The law says nothing where nothing is told.
  CHECK(empty > 500);
  CHECK(relaxations > 1000);
  CHECK(meant > 100);
  CHECK(with_options > 300);
}

TEST_CASE("the law of numbers fails where a number or an option is another", "[law][nothing]") {
  StatementIndex index({test::sample_index()});
  SearcherOptions options;
  options.index_paths = {test::sample_index()};
  options.query = "ferry xyzzy lang:en";
  const auto nothing = search(index, options, explaining()).nothing_found;
  REQUIRE(nothing);
  REQUIRE(wrong_numbers(index, *nothing).empty());
  NothingFound other = *nothing;
  other.parts.front().alone.total += 1;
  CHECK(wrong_numbers(index, other) == std::vector<std::string>{"ferry"});
  other = *nothing;
  REQUIRE(other.relaxations.back().tried.options == std::vector<std::string>{"--any"});
  other.relaxations.back().tried.options.clear();
  CHECK(wrong_numbers(index, other).size() == 1);
}
