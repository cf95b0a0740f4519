// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/own_positions.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <cstddef>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "searcher/ranking/own_postings.hpp"
#include "searcher/ranking/slices.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/compiled_query.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/sample_queries.hpp"

using namespace demarche;
using test::compiled_query;
using Xapian::Query;

namespace {

std::map<Xapian::docid, double> scores(const StatementIndex& index, const Query& query) {
  Xapian::Enquire enquire(index.database());
  enquire.set_query(query);
  const Xapian::MSet hits = enquire.get_mset(0, index.database().get_doccount());
  std::map<Xapian::docid, double> found;
  for (auto hit = hits.begin(); hit != hits.end(); ++hit) found[*hit] = hit.get_weight();
  return found;
}

}  // namespace

TEST_CASE("a query by its own positions finds the same, and scores it the same",
          "[laws][near_documents]") {
  const StatementIndex index({test::sample_index()});
  std::mt19937 random(21);
  const std::vector<std::string> words = test::sample_words();
  std::vector<std::string> queries = {"round NOT \"of the\"",
                                      "\"of the\" OR \"in the\"",
                                      "the NEAR/3 of",
                                      "of BEFORE/4 the",
                                      "\"of the*\"",

                                      "(\"of the\" round) OR river",
                                      "-\"of the\"",
                                      "title:\"round of\" the"};
  for (int i = 0; i < 400; ++i) queries.push_back(test::random_query(random, words));
  std::size_t rewritten = 0;
  for (const std::string& typed : queries) {
    CAPTURE(typed);
    const Query query = compiled_query(index, typed);
    for (const Query& one : {query, unweighted(query)}) {
      const Query own = by_own_positions(index, one);
      rewritten += has_positions(one) && !has_positions(own) ? 1 : 0;
      const auto expected = scores(index, one);
      REQUIRE(scores(index, own) == expected);
      REQUIRE(scores(index, own) == expected);  // by the same sources
    }
  }
  CHECK(rewritten > 200);
}

TEST_CASE("what is left out beside a phrase is what it implies", "[near_documents]") {
  const StatementIndex index({test::sample_index()});
  const std::vector<std::string> words = {"of", "the"};
  const Query phrase(Query::OP_PHRASE, words.begin(), words.end());
  for (const char* beside : {"round", "of", "the", "absent"}) {
    CAPTURE(beside);
    const Query query = unweighted({Query::OP_FILTER, Query(beside), phrase});
    CHECK(scores(index, by_own_positions(index, query)) == scores(index, query));
  }
}

TEST_CASE("slices of statements find near words as all together do", "[laws][near_documents]") {
  const StatementIndex index({test::sample_index()}, {}, {4, 1});
  std::mt19937 random(22);
  const std::vector<std::string> words = test::sample_words();
  std::size_t in_slices = 0;
  for (int i = 0; i < 150; ++i) {
    const Query query = compiled_query(index, test::random_query(random, words));
    if (!has_positions(query)) continue;
    for (const Query& one : {query, unweighted(query)}) {
      std::map<Xapian::docid, double> found;
      const auto slices = match_in_slices(index, one, [](const auto& database, const auto& part) {
        return first_of(database, part, database.get_doccount());
      });
      for (const Xapian::MSet& slice : slices) {
        for (auto hit = slice.begin(); hit != slice.end(); ++hit)
          REQUIRE(found.emplace(*hit, hit.get_weight()).second);
      }
      in_slices += slices.size() == 4 ? 1 : 0;
      REQUIRE(found == scores(index, one));
    }
  }
  CHECK(in_slices > 50);
}

TEST_CASE("what ranks by itself, or has too many alternatives, is left to Xapian",
          "[near_documents]") {
  const StatementIndex index({test::sample_index()});
  const std::vector<std::string> words = {"of", "the"};
  const Query phrase(Query::OP_PHRASE, words.begin(), words.end());
  const auto rewritten = [&](const Query& query) {
    return by_own_positions(index, query).get_description();
  };
  CHECK(rewritten(phrase) == phrase.get_description());
  CHECK_FALSE(has_positions(by_own_positions(index, unweighted(phrase))));
  CHECK_FALSE(
      has_positions(by_own_positions(index, Query(Query::OP_AND_NOT, Query("round"), phrase))));
  std::vector<std::string> many;
  for (int i = 0; i < 65; ++i) many.push_back(fmt::format("word{}", i));
  const std::vector<Query> elements = {Query("of"), Query(Query::OP_OR, many.begin(), many.end())};
  const Query wide = unweighted({Query::OP_PHRASE, elements.begin(), elements.end()});
  CHECK(rewritten(wide) == wide.get_description());
}

TEST_CASE("several indexes, and one whose table can't be read, are searched by Xapian",
          "[near_documents]") {
  test::Archive one, other;
  for (test::Archive* archive : {&one, &other}) {
    archive->write("a.txt", "The old ferry is late.\n");
    REQUIRE(archive->index() == 0);
  }
  const auto is_own = [](const StatementIndex& index) {
    const Query query = compiled_query(index, "\"old ferry\"");
    REQUIRE(has_positions(query));
    return !has_positions(by_own_positions(index, query));
  };
  CHECK(is_own(StatementIndex({one.index_path()})));
  CHECK_FALSE(is_own(StatementIndex({one.index_path(), other.index_path()})));
  // A writer has gone on meanwhile.
  const StatementIndex before({one.index_path()});
  one.write("b.txt", "The old ferry is on time.\n");
  REQUIRE(one.index() == 0);
  CHECK_FALSE(is_own(before));
  CHECK(is_own(StatementIndex({one.index_path()})));
}
