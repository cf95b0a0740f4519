// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/slices.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include "searcher/ranking/own_postings.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/compiled_query.hpp"

using namespace demarche;
using test::compiled_query;

namespace {

/// Forty statements about ferries, each third one about eels.
void fill(test::Archive& archive) {
  for (int i = 0; i < 40; ++i)
    archive.write(fmt::format("{}.txt", i),
                  fmt::format("The old ferry carries {} {}.\n", i, i % 3 == 0 ? "eels" : "lamps"));
  REQUIRE(archive.index() == 0);
}

/// How many each slice finds.
std::vector<Xapian::doccount> counts(const StatementIndex& index, const Xapian::Query& query) {
  std::vector<Xapian::doccount> found;
  for (const Xapian::MSet& slice :
       match_in_slices(index, query, [](const auto&database, const auto&part) {
         Xapian::Enquire enquire(database);
         enquire.set_query(part);
         return enquire.get_mset(0, 100);
       }))
    found.push_back(slice.size());
  return found;
}

}  // namespace

TEST_CASE("a query of enough postings is matched in slices, and each statement in one of them",
          "[searcher][slices]") {
  test::Archive archive;
  fill(archive);
  const auto slices = [&](const std::string& query, MatchSettings settings) {
    const StatementIndex index({archive.index_path()}, {}, settings);
    const auto found = counts(index, compiled_query(index, query));
    CHECK(std::accumulate(found.begin(), found.end(), 0U) == archive.count(query));
    return found.size();
  };
  CHECK(slices("ferry", {4, 9}) == 4);
  CHECK(slices("ferry", {4, 19}) == 2);
  CHECK(slices("ferry", {4, 50}) == 1);
  CHECK(slices("ferry", {1, 9}) == 1);
  // Of forty, fourteen have eels.
  CHECK(slices("eels", {4, 10}) == 1);
  CHECK(slices("eels OR ferry", {4, 10}) == 4);
  // To look at places takes longer than to look at postings.
  CHECK(slices("\"old ferry\"", {4, 100}) == 4);
  // More slices than there are documents for.
  CHECK(slices("ferry", {60, 0.1}) == 60);
  CHECK(slices("ferry", {4, 250'000}) == 1);
}

TEST_CASE("sources of postings are matched in one thread", "[searcher][slices]") {
  test::Archive archive;
  fill(archive);
  const StatementIndex index({archive.index_path()}, {}, {4, 1});
  const auto query = compiled_query(index, "ferry");
  CHECK(counts(index, query).size() == 4);
  CHECK(counts(index, by_own_postings(unweighted(query))) == std::vector<Xapian::doccount>{40});
}

TEST_CASE("what goes wrong in one slice is told once all have ended", "[searcher][slices]") {
  test::Archive archive;
  fill(archive);
  const StatementIndex index({archive.index_path()}, {}, {4, 1});
  const auto query = compiled_query(index, "ferry");
  std::atomic<int> begun = 0, ended = 0;
  const auto match = [&](const Xapian::Database& database, const Xapian::Query& part) {
    if (++begun == 3) throw Xapian::RangeError("of the third");
    Xapian::Enquire enquire(database);
    enquire.set_query(part);
    const Xapian::MSet found = enquire.get_mset(0, 100);
    ++ended;
    return found;
  };
  CHECK_THROWS_AS(match_in_slices(index, query, match), Xapian::RangeError);
  CHECK(begun == 4);
  CHECK(ended == 3);
}

TEST_CASE("many terms are matched in fewer slices", "[searcher][slices]") {
  test::Archive archive;
  std::string words;
  for (int i = 0; i < 250; ++i) words += fmt::format("ferry{} eel{} ", i, i % 20);
  for (int i = 0; i < 10; ++i)
    archive.write(fmt::format("{}.txt", i), fmt::format("{} {}", i, words));
  REQUIRE(archive.index() == 0);
  // 250 terms of ten statements each, that is, 2,500 postings.
  const auto slices = [&](double postings_each) {
    const StatementIndex index({archive.index_path()}, {}, {4, postings_each});
    return counts(index, compiled_query(index, "ferry*")).size();
  };
  CHECK(slices(400) == 4);
  CHECK(slices(600) == 3);
  CHECK(slices(1'500) == 1);
}

TEST_CASE("slices are of one state, whatever a writer does", "[searcher][slices]") {
  test::Archive archive;
  fill(archive);
  const StatementIndex index({archive.index_path()}, {}, {4, 1});
  const auto query = compiled_query(index, "ferry");
  REQUIRE(index.another());
  archive.write("new.txt", "Another ferry.\n");
  REQUIRE(archive.index() == 0);
  CHECK_FALSE(index.another());
  const auto found = counts(index, query);
  CHECK(found.size() == 4);
  CHECK(std::accumulate(found.begin(), found.end(), 0U) == 40);
  // Nor does it matter that the index is gone.
  std::filesystem::remove_all(archive.index_path());
  CHECK_FALSE(index.another());
}
