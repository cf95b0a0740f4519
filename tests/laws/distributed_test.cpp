// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <csignal>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/index_server.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;
using nlohmann::json;
using test::IndexServer;
using test::SpreadCorpus;

namespace {

constexpr double same_score = 1e-6;
/// Of servers that are expected to answer, however busy the machine is.
constexpr unsigned patient_ms = 60'000;

/// What the searcher would print, or the reason why not. `has_tables`: with tables, and each
/// line of a concordance.
json answer(StatementIndex& index, SearcherOptions options, bool has_tables = false) {
  SearchScope scope{true, true, true, true};
  json lines = json::array();
  if (has_tables) {
    options.facets = {"issuer", "place", "year"};
    options.timeline = Period::month;
    options.kwic_width = 20;
    scope.tables = true;
    scope.occurrences = [&](const Occurrence& occurrence) {
      lines.push_back({occurrence.statement->id, occurrence.field, occurrence.begin,
                       occurrence.left, occurrence.match, occurrence.right});
    };
  }
  try {
    json results = json::parse(format_json(search(index, options, scope)));
    results["index"].erase("locations");
    results["index"].erase("left_out");
    results["lines"] = std::move(lines);
    return results;
  } catch (const Error& error) {
    return error.what();
  }
}

/// Takes the scores out of an answer.
std::vector<double> take_scores(json& results) {
  std::vector<double> scores;
  if (!results.is_object()) return scores;
  for (json& hit : results["hits"]) {
    scores.push_back(hit["score"]);
    hit.erase("score");
  }
  return scores;
}

bool is_same(json one, json other) {
  const auto scores = take_scores(one), other_scores = take_scores(other);
  return one == other &&
         std::equal(scores.begin(), scores.end(), other_scores.begin(), other_scores.end(),
                    [](double a, double b) { return std::abs(a - b) <= same_score; });
}

/// Asks one index of a corpus, and what holds the same, everything.
void check_same(const SpreadCorpus& corpus, StatementIndex& other) {
  StatementIndex whole({corpus.whole()});
  const auto searches = test::every_kind_of_search(corpus.whole());
  REQUIRE(searches.size() >= 200);
  std::size_t found = 0;
  for (const SearcherOptions& options : searches) {
    const bool has_tables = (&options - searches.data()) % 5 == 0;
    const json expected = answer(whole, options, has_tables);
    const json given = answer(other, options, has_tables);
    found += expected.is_object() && !expected["hits"].empty() ? 1 : 0;
    INFO(options.query << " sort " << static_cast<int>(options.sort) << " limit "
                       << options.limit.value_or(0) << " offset " << options.offset << " any "
                       << options.any << " exact " << options.exact);
    if (!is_same(expected, given)) CHECK(expected.dump(1) == given.dump(1));
  }
  CHECK(found > 100);
}

std::vector<std::unique_ptr<IndexServer>> servers_of(const SpreadCorpus& corpus) {
  std::vector<std::unique_ptr<IndexServer>> servers;
  for (const std::string& share : corpus.all_shares())
    servers.push_back(std::make_unique<IndexServer>(share));
  return servers;
}

std::vector<std::string> locations_of(const std::vector<std::unique_ptr<IndexServer>>& servers) {
  std::vector<std::string> locations;
  for (const auto& server : servers) locations.push_back(server->location());
  return locations;
}

SearcherOptions all_of_them() {
  SearcherOptions options;
  options.query = "river OR NOT river";
  options.limit = 0;
  return options;
}

std::string why_not_opened(const std::string& good, const std::string& bad,
                           unsigned timeout_ms = patient_ms) {
  try {
    const StatementIndex index({good, bad}, {timeout_ms, false});
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

test::ChildResult run_searcher(const std::vector<std::string>& locations,
                               const std::string& query) {
  return test::run_child([&] {
    std::vector<std::string> arguments{BINARY_DIR "/searcher/searcher", "-f", "json"};
    for (const std::string& location : locations) {
      arguments.emplace_back("-d");
      arguments.push_back(location);
    }
    arguments.push_back(query);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    execv(argv.front(), argv.data());
    return 127;
  });
}

}  // namespace

TEST_CASE("four indexes give what one of all gives", "[laws][distributed]") {
  for (const SpreadCorpus* corpus : {&test::spread_sample(), &test::spread_ties()}) {
    StatementIndex shares(corpus->all_shares());
    check_same(*corpus, shares);
  }
}

TEST_CASE("threads that search slices of an index, or of four, give what one thread gives",
          "[laws][distributed]") {
  const MatchSettings settings{3, 1, 0};
  for (const SpreadCorpus* corpus : {&test::spread_sample(), &test::spread_ties()}) {
    StatementIndex whole({corpus->whole()}, {}, settings);
    check_same(*corpus, whole);
    StatementIndex shares(corpus->all_shares(), {}, settings);
    check_same(*corpus, shares);
  }
}

TEST_CASE("a comparison of answers sees what differs", "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  StatementIndex whole({corpus.whole()});
  StatementIndex part({corpus.share(1), corpus.share(2), corpus.share(3)});
  const json expected = answer(whole, all_of_them());
  CHECK(is_same(expected, expected));
  CHECK_FALSE(is_same(expected, answer(part, all_of_them())));
  json other = expected;
  other["hits"][3]["score"] = other["hits"][3]["score"].get<double>() + 2 * same_score;
  CHECK_FALSE(is_same(expected, other));
  other = expected;
  std::swap(other["hits"][0]["id"], other["hits"][1]["id"]);
  CHECK_FALSE(is_same(expected, other));
}

TEST_CASE("four servers give what one index of all gives", "[laws][distributed][long]") {
  for (const SpreadCorpus* corpus : {&test::spread_sample(), &test::spread_ties()}) {
    const auto servers = servers_of(*corpus);
    StatementIndex shares(locations_of(servers), {patient_ms, false}, {3, 1});
    check_same(*corpus, shares);
  }
}

TEST_CASE("folders, servers and programs give together what one index gives",
          "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const IndexServer server(corpus.share(2));
  StatementIndex mixed({corpus.share(1), server.location(),
                        "prog:xapian-progsrv " + corpus.share(3), corpus.share(4)});
  check_same(corpus, mixed);
}

TEST_CASE("the searcher prints the same of four servers as of one index", "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_sample();
  const auto servers = servers_of(corpus);
  for (const char* query : {"cease-fire", "communit* -lang:fr", "\"not one drop withheld\""}) {
    INFO(query);
    const auto expected = run_searcher({corpus.whole()}, query);
    const auto given = run_searcher(locations_of(servers), query);
    CHECK(expected.exit_code == 0);
    CHECK(given.exit_code == 0);
    json one = json::parse(expected.out), other = json::parse(given.out);
    CHECK(one["index"]["statements"] == other["index"]["statements"]);
    CHECK(other["index"]["locations"] == locations_of(servers));
    one.erase("index");
    other.erase("index");
    CHECK(is_same(one, other));
  }
}

TEST_CASE("a server that is gone is an error that names it, or is left out and named",
          "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const auto servers = servers_of(corpus);
  const auto locations = locations_of(servers);
  StatementIndex strict(locations, {patient_ms, false});
  StatementIndex partial(locations, {patient_ms, true});
  CHECK(search(partial, all_of_them(), {true, true}).left_out.empty());
  servers[2]->kill();

  // In the middle of a conversation, and before one.
  CHECK_THAT(answer(strict, all_of_them()).dump(), Catch::Contains(locations[2]));
  const auto result = run_searcher(locations, "river");
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, Catch::Contains(locations[2]) && !Catch::Contains(locations[1]));

  StatementIndex rest({corpus.share(1), corpus.share(2), corpus.share(4)});
  const json expected = answer(rest, all_of_them());
  StatementIndex late(locations, {patient_ms, true});
  for (StatementIndex* index : {&partial, &late}) {
    const SearchResults results = search(*index, all_of_them(), {true, true});
    REQUIRE(results.left_out.size() == 1);
    CHECK(results.left_out.front().location == locations[2]);
    CHECK_THAT(results.left_out.front().reason, Catch::Contains(locations[2]));
    CHECK(is_same(answer(*index, all_of_them()), expected));
  }
}

TEST_CASE("where no server is left, a partial answer is an error", "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const auto server = std::make_unique<IndexServer>(corpus.share(1));
  StatementIndex index({server->location()}, {patient_ms, true});
  server->kill();
  CHECK_THAT(answer(index, all_of_them()).dump(), Catch::Contains(server->location()));
}

TEST_CASE("a server that hangs is named within the time that it is given", "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const IndexServer good(corpus.share(1)), hanging(corpus.share(2));
  constexpr unsigned timeout_ms = 500;
  StatementIndex strict({good.location(), hanging.location()}, {timeout_ms, false});
  StatementIndex partial({good.location(), hanging.location()}, {timeout_ms, true});
  hanging.hold();
  const auto start = std::chrono::steady_clock::now();
  CHECK_THAT(why_not_opened(good.location(), hanging.location(), timeout_ms),
             Catch::Contains(hanging.location()) && Catch::Contains("does not answer"));
  CHECK_THAT(answer(strict, all_of_them()).dump(), Catch::Contains(hanging.location()));
  const SearchResults results = search(partial, all_of_them(), {true, true});
  REQUIRE(results.left_out.size() == 1);
  CHECK(results.left_out.front().location == hanging.location());
  StatementIndex rest({corpus.share(1)});
  CHECK(is_same(answer(partial, all_of_them()), answer(rest, all_of_them())));
  // Five waits: one to open, two a lost conversation, and the ends of those.
  const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - start;
  CHECK(waited.count() < 20 * timeout_ms / 1000.0);
}

TEST_CASE("what is no index, or no server, is named", "[laws][distributed]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const test::TemporaryFolder folder;
  const std::string foreign = folder.path_of("foreign");
  Xapian::WritableDatabase(foreign, Xapian::DB_CREATE).add_document(Xapian::Document());
  const IndexServer server(foreign);
  CHECK_THAT(why_not_opened(corpus.share(1), server.location()),
             Catch::Contains(server.location()) && Catch::Contains("Demarche did not make"));
  for (const std::string& location :
       {"prog:xapian-progsrv " + foreign, "prog:xapian-progsrv " + folder.path_of("missing"),
        std::string("prog:no-such-program"), std::string("tcp:127.0.0.1"), std::string("prog:")}) {
    INFO(location);
    CHECK_THAT(why_not_opened(corpus.share(1), location), Catch::Contains(location));
  }
  CHECK(why_not_opened(corpus.share(1), corpus.share(2)).empty());
}

TEST_CASE("a server that is lost at every question, and there again each time, is named in the end",
          "[laws][distributed]") {
  const test::TemporaryFolder folder;
  const std::string pid = folder.path_of("pid");
  const std::string script = folder.write(
      "serve.sh",
      fmt::format("echo $$ >{}\nexec xapian-progsrv {}\n", pid, test::spread_ties().share(1)));
  StatementIndex index({"prog:sh " + script}, {patient_ms, false});
  SearchScope scope;
  const SeenIds none;
  int times = 0;
  scope.seen = [&](const std::string&) -> const SeenIds& {
    ++times;
    kill(std::stoi(test::read_bytes(pid)), SIGKILL);
    return none;
  };
  CHECK_THROWS_WITH(search(index, all_of_them(), scope),
                    "a server of the index prog:sh " + script + " does not answer");
  CHECK(times == 3);
}
