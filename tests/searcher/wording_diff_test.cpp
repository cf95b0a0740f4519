// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/history.hpp"

using namespace demarche;
using Sentences = std::vector<std::string>;

namespace {

std::vector<SentenceChange> changes(const std::string& older, const std::string& newer) {
  Wording before, after;
  before.statement.text = older;
  after.statement.text = newer;
  return diff_of(before, after).changes;
}

}  // namespace

TEST_CASE("what stays between two changes parts them, also where it is said more than once",
          "[versions]") {
  const auto found = changes("Yes. Ferries wait. Yes. Piers stand. Yes.",
                             "Yes. Boats wait. Yes. Quays stand. Yes.");
  REQUIRE(found.size() == 2);
  CHECK(found[0].removed == Sentences{"Ferries wait."});
  CHECK(found[0].added == Sentences{"Boats wait."});
  CHECK(found[1].removed == Sentences{"Piers stand."});
  CHECK(found[1].added == Sentences{"Quays stand."});
}

TEST_CASE("of sentences that change places the fewest are told as changed", "[versions]") {
  const auto found = changes("One came. Two came. Three came. Four came.",
                             "Four came. One came. Two came. Three came.");
  REQUIRE(found.size() == 2);
  CHECK(found[0].removed.empty());
  CHECK(found[0].added == Sentences{"Four came."});
  CHECK(found[1].removed == Sentences{"Four came."});
  CHECK(found[1].added.empty());
}

TEST_CASE("texts with nothing in common are one change, however long", "[versions]") {
  std::string older, newer;
  for (int i = 0; i < 11'000; ++i) {
    older += "Ferry " + std::to_string(i) + " left.\n";
    newer += "Train " + std::to_string(i) + " left.\n";
  }
  const auto found = changes(older, newer);
  REQUIRE(found.size() == 1);
  CHECK(found[0].removed.size() == 11'000);
  CHECK(found[0].added.size() == 11'000);
  CHECK(found[0].added.back() == "Train 10999 left.");
}
