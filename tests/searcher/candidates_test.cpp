// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/candidates.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "searcher/answer.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/ranking/own_positions.hpp"
#include "searcher/ranking/slices.hpp"
#include "searcher/understood_query.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/compiled_query.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/sample_queries.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;
using test::compiled_query;

namespace {

/// What a query finds, and the scores.
std::map<Xapian::docid, double> scores(const StatementIndex& index, const Xapian::Query& query) {
  std::map<Xapian::docid, double> found;
  Xapian::Enquire enquire(index.database());
  enquire.set_query(query);
  const Xapian::MSet matches = enquire.get_mset(0, index.database().get_doccount());
  for (auto match = matches.begin(); match != matches.end(); ++match)
    found[*match] = match.get_weight();
  return found;
}

std::vector<std::string> ids(const SearchResults& results) {
  std::vector<std::string> ids;
  for (const Hit& hit : results.hits) ids.push_back(hit.statement.id);
  return ids;
}

/// As printed at a terminal: what comes before the count, and all.
struct Printed {
  std::string first, all;
};
Printed at_terminal(StatementIndex& index, const SearcherOptions& options) {
  Printed printed;
  AnswerContext context;
  context.style.terminal = true;
  context.write = [&](std::string_view text) { printed.first += text; };
  printed.all = printed.first + answer(index, options, context).out;
  return printed;
}

}  // namespace

TEST_CASE("words that may stand anywhere find no less, and score no less", "[laws][candidates]") {
  const StatementIndex index({test::sample_index()});
  std::mt19937 random(5);
  const std::vector<std::string> words = test::sample_words();
  std::size_t with_positions = 0;
  std::map<Needed, std::size_t> more;
  std::vector<std::string> queries = {"round NOT \"of the\"", "\"of the\" OR \"in the\"",
                                      "the NEAR/3 of", "(\"of the\" round) OR river",
                                      "-\"of the\""};
  for (int i = 0; i < 200; ++i) queries.push_back(test::random_query(random, words));
  for (const std::string& typed : queries) {
    CAPTURE(typed);
    const Xapian::Query query = compiled_query(index, typed);
    with_positions += has_positions(query) ? 1 : 0;
    const auto exact = scores(index, query);
    std::size_t found = exact.size();
    for (const Needed needed : {Needed::words, Needed::ranked}) {
      const Xapian::Query wider = without_positions(query, needed);
      CHECK_FALSE(has_positions(wider));
      const auto all = scores(index, wider);
      CHECK(all.size() >= found);
      more[needed] += all.size() > found ? 1 : 0;
      found = all.size();
      for (const auto& [document, score] : exact) {
        REQUIRE(all.contains(document));
        CHECK(all.at(document) >= score * (1 - 1e-9));
      }
    }
  }
  CHECK(with_positions > 50);
  CHECK(more[Needed::words] > 20);
  CHECK(more[Needed::ranked] > 20);
}

TEST_CASE("the best of candidates are the best of all", "[laws][candidates]") {
  for (const std::string& path : {test::sample_index(), test::spread_ties().whole()}) {
    StatementIndex index({path}, {}, {1, 180'000, 0});
    const auto searches = test::every_kind_of_search(path);
    std::size_t compared = 0;
    for (SearcherOptions options : searches) {
      options.sort = SortOrder::relevance;
      options.limit = 3;
      CAPTURE(options.query, options.offset);
      try {
        SearchScope scope;
        const SearchResults counted = search(index, options, scope);
        scope.total = false;
        CHECK(ids(search(index, options, scope)) == ids(counted));
        const auto query = understand(index, options).compiled.query;
        compared += has_positions(query) && best_of_candidates(index, query, 4, false) ? 1 : 0;
      } catch (const QueryError&) {
        // Some of them are mistakes.
      }
    }
    CHECK(compared > 20);
  }
}

TEST_CASE("more candidates are looked at where the best are no hits", "[searcher][candidates]") {
  test::Archive archive;
  for (int i = 0; i < 300; ++i)
    archive.write(fmt::format("{}.txt", i),
                  i % 60 == 7 ? fmt::format("The old ferry, which has the number {}.\n", i)
                              : fmt::format("A ferry: ferry {}, an old ferry of old.\n", i));
  REQUIRE(archive.index() == 0);
  const StatementIndex index({archive.index_path()});
  const auto query = compiled_query(index, "\"the old ferry\"");
  const auto found = best_of_candidates(index, query, 3, false);
  REQUIRE(found);
  CHECK(found->hits.size() == 3);
  CHECK(scores(index, query).size() == 5);
  CHECK(best_of_candidates(index, query, 10, false)->hits.size() == 5);
  // Where thousands would have to be looked at, all are.
  CHECK_FALSE(best_of_candidates(index, query, 700, false));
  CHECK_FALSE(best_of_candidates(index, query, 0, false));
}

TEST_CASE("a tie that goes on past the candidates is looked for in all statements",
          "[searcher][candidates]") {
  test::Archive archive;
  for (int i = 0; i < 200; ++i)
    archive.write(fmt::format("{}.txt", i),
                  fmt::format("{} old ferry {}.\n", i < 8 ? "The old" : "The new", i));
  REQUIRE(archive.index() == 0);
  StatementIndex index({archive.index_path()}, {}, {1, 180'000, 0});
  const auto best = [&](const char* typed) {
    return best_of_candidates(index, compiled_query(index, typed), 5, true);
  };
  REQUIRE(best("old"));
  CHECK(best("old")->total == 200);
  CHECK_FALSE(best("ferry"));
  SearcherOptions options = archive.searcher_options("ferry");
  options.limit = 5;
  const SearchResults all = search(index, options, {});
  CHECK(all.total == 200);
  CHECK(ids(all) == std::vector<std::string>{"0.txt", "1.txt", "10.txt", "100.txt", "101.txt"});
}

TEST_CASE("an index without statements has no candidates", "[searcher][candidates]") {
  test::Archive archive;
  REQUIRE(archive.index() == 0);
  SearcherOptions options = archive.searcher_options("\"the old ferry\"");
  StatementIndex index(options.index_paths);
  SearchScope scope;
  scope.total = false;
  CHECK(search(index, options, scope).hits.empty());
}

TEST_CASE("at a terminal a page that takes long to count comes before its count",
          "[searcher][candidates]") {
  SearcherOptions options = test::sample_options("\"of the\"");
  options.limit = 2;
  StatementIndex index(options.index_paths);
  StatementIndex slow(options.index_paths, {}, {3, 1});
  const Printed at_once = at_terminal(index, options);
  const Printed in_two = at_terminal(slow, options);
  CHECK(at_once.first.empty());
  CHECK(in_two.all == at_once.all);
  CHECK_THAT(in_two.all, Catch::StartsWith(in_two.first));
  CHECK_THAT(in_two.first, Catch::EndsWith("\n\n"));
  CHECK(in_two.first.size() > 100);
  CHECK_THAT(in_two.all, Catch::Contains("1–2 of "));
  // Where there is nothing, nothing is printed first; nor where numbers are asked for.
  for (const char* query : {"\"the of\"", "nonesuch"}) {
    options.query = query;
    CHECK(at_terminal(slow, options).all.empty());
  }
  options.query = "\"of the\"";
  options.facets = {"issuer"};
  CHECK(at_terminal(slow, options).first.empty());
  options.facets.clear();
  options.count = true;
  CHECK(at_terminal(slow, options).first.empty());
  options.count = false;
  // Nor where each hit has to be looked at for the page.
  options.sort = SortOrder::newest;
  CHECK(at_terminal(slow, options).first.empty());
  CHECK(at_terminal(slow, options).all == at_terminal(index, options).all);
  options.sort = SortOrder::relevance;
  options.query = "of the";
  CHECK(at_terminal(slow, options).first.empty());
  options.query = "of OR the";
  CHECK(at_terminal(slow, options).first.size() > 100);
  options.query = "\"of the\"";
  // All there is, and past it.
  for (const std::size_t offset : {0U, 4U, 10'000U}) {
    options.offset = offset;
    options.limit = 1'000;
    CHECK(at_terminal(slow, options).all == at_terminal(index, options).all);
  }
}
