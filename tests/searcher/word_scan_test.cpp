// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/word_scan.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searcher/query/parser.hpp"
#include "searcher/ranking/ranking.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/compiled_query.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/sample_queries.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;
using test::compiled_query;

namespace {

/// However few postings there are.
constexpr MatchSettings scanning{1, 180'000, 0};

/// What Xapian finds, best first, with the scores.
std::vector<std::pair<double, Xapian::docid>> matched(const StatementIndex& index,
                                                      const Xapian::Query& query) {
  Xapian::Enquire enquire(index.database());
  enquire.set_query(query);
  const Xapian::MSet matches = enquire.get_mset(0, index.database().get_doccount());
  std::vector<std::pair<double, Xapian::docid>> found;
  for (auto match = matches.begin(); match != matches.end(); ++match)
    found.emplace_back(match.get_weight(), *match);
  return found;
}

/// Checks that none scores more than the least of the best, and that these are in order.
void check_best(const StatementIndex& index, const Xapian::Query& query, Xapian::doccount most) {
  const auto scan = scan_words(index, query, most, true);
  REQUIRE(scan);
  const auto all = matched(index, query);
  CHECK(scan->total == all.size());
  REQUIRE(scan->best.size() == std::min<std::size_t>(most, all.size()));
  CHECK(std::set<Xapian::docid>(scan->best.begin(), scan->best.end()).size() == scan->best.size());
  std::map<Xapian::docid, double> scores;
  for (const auto& [score, document] : all) scores[document] = score;
  for (std::size_t i = 0; i < scan->best.size(); ++i) {
    REQUIRE(scores.contains(scan->best[i]));
    CHECK(scores[scan->best[i]] == Approx(all[i].first).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("the best by a word's postings are the best by Xapian's matching", "[laws][word_scan]") {
  for (const std::string& path : {test::sample_index(), test::spread_ties().whole()}) {
    const StatementIndex index({path}, {}, scanning);
    const StatementIndex in_slices({path}, {}, {3, 1, 0});
    std::size_t several = 0;
    for (const std::string& word : test::sample_words()) {
      // So long that a wildcard may follow, in any script.
      if (word.size() < 8) continue;
      for (const std::string& typed : {word, "=" + word, word + "*"}) {
        const Xapian::Query query = compiled_query(index, typed);
        if (!scan_words(index, query, 0, true)) continue;
        CAPTURE(path, typed);
        for (const Xapian::doccount most : {1U, 5U, 10'000U}) {
          check_best(index, query, most);
          check_best(in_slices, query, most);
        }
        several += query.get_length() > 1 ? 1 : 0;
      }
    }
    CHECK(several > 10);
  }
}

TEST_CASE("the best by several words' postings are the best by Xapian's matching",
          "[laws][word_scan]") {
  std::mt19937 random(17);
  const std::vector<std::string> words = test::sample_words();
  std::vector<std::string> queries = {"the of -and in:title", "the OR of OR and -in -to",
                                      "the of lang:en",       "(the OR of) and",
                                      "the lang:en lang:fr",  "the -lang:en"};
  for (int i = 0; i < 400; ++i) queries.push_back(test::random_query(random, words));
  const auto word = [&] { return words[random() % words.size()]; };
  for (int i = 0; i < 400; ++i) {
    const char* const forms[] = {"{} {}",        "{} OR {}",   "{} OR {} OR the",
                                 "{} OR {} -of", "the {} -{}", "{} OR {} lang:en"};
    queries.push_back(fmt::format(fmt::runtime(forms[i % 6]), word(), word()));
  }
  for (const std::string& path : {test::sample_index(), test::spread_ties().whole()}) {
    const StatementIndex index({path}, {}, scanning);
    const StatementIndex in_slices({path}, {}, {3, 1, 0});
    std::size_t scanned = 0, without_all = 0;
    for (const std::string& typed : queries) {
      CAPTURE(path, typed);
      Xapian::Query query;
      try {
        query = compiled_query(index, typed);
      } catch (const QueryError&) {
        continue;  // What was drawn isn't always a query.
      }
      const auto scan = scan_words(index, query, 0, true);
      if (!scan || query.get_length() < 2) continue;
      ++scanned;
      without_all += scan->total < index.database().get_doccount() ? 1 : 0;
      for (const Xapian::doccount most : {1U, 5U, 10'000U}) {
        check_best(index, query, most);
        check_best(in_slices, query, most);
      }
    }
    CHECK(scanned > 100);
    CHECK(without_all > 50);
  }
}

TEST_CASE("only words of one local index are scanned, of enough postings",
          "[searcher][word_scan]") {
  const StatementIndex index({test::sample_index()}, {}, scanning);
  for (const char* words : {"=river", "of the", "of OR the", "of -the", "(of OR the) -in"}) {
    CAPTURE(words);
    CHECK(scan_words(index, compiled_query(index, words), 1, true));
  }
  for (const char* other : {"\"of the\"", "-of", "lang:en", "of -\"the river\"", "of since:2020",
                            "of OR (the river)"}) {
    CAPTURE(other);
    CHECK_FALSE(scan_words(index, compiled_query(index, other), 1, true));
  }
  CHECK_FALSE(scan_words(index, Xapian::Query(std::string()), 1, true));
  CHECK_FALSE(scan_words(index, Xapian::Query(), 1, true));
  CHECK_FALSE(scan_words(StatementIndex({test::sample_index()}, {}, {1, 1, 10'000}),
                         compiled_query(index, "river"), 1, true));
  const StatementIndex shares(test::spread_sample().all_shares(), {}, scanning);
  CHECK_FALSE(scan_words(shares, compiled_query(shares, "=river"), 1, true));
}

TEST_CASE("what few statements have beside a word of many is looked up, not scanned",
          "[searcher][word_scan]") {
  test::Archive archive;
  for (int i = 0; i < 60; ++i)
    archive.write(fmt::format("{}.txt", i),
                  fmt::format("A ferry of {} {}.\n", i, i == 7 ? "eels and nets" : "lamps"));
  REQUIRE(archive.index() == 0);
  const StatementIndex index({archive.index_path()}, {}, scanning);
  const auto is_scanned = [&](const std::string& typed, bool all_hits) {
    return scan_words(index, compiled_query(index, typed), 1, all_hits).has_value();
  };
  for (const bool all_hits : {true, false}) {
    CHECK(is_scanned("ferry lamps", all_hits));
    CHECK(is_scanned("ferry OR lamps", all_hits));
    CHECK_FALSE(is_scanned("ferry eels", all_hits));
    CHECK_FALSE(is_scanned("(nets OR eels) -ferry", all_hits));
    CHECK_FALSE(is_scanned("(nets OR eels) lang:en", all_hits));
  }
  // To count all is to read all.
  CHECK(is_scanned("ferry OR eels", true));
  CHECK_FALSE(is_scanned("ferry OR eels", false));
  // More words than it can tell apart.
  std::string many = "ferry";
  for (int i = 0; i < 40; ++i) many += i % 2 == 0 ? " OR lamps" : " OR ferry";
  CHECK_FALSE(is_scanned(many, true));
}

TEST_CASE("a term that stands twice in a word is not scanned, and no query has one",
          "[searcher][word_scan]") {
  test::Archive archive;
  const auto write = [&](const std::string& word, int times, int number) {
    std::string text;
    for (int i = 0; i < times; ++i) text += word + ' ';
    archive.write(fmt::format("{}.txt", number), text + fmt::format("n{}\n", number));
  };
  for (int i = 0; i < 60; ++i) write("ceasefire", 1 + i % 4, i);
  write("cease-fire", 3, 60);
  write("cease fire", 2, 61);
  REQUIRE(archive.index() == 0);
  const StatementIndex index({archive.index_path()}, {}, scanning);
  const Xapian::Query twice(
      Xapian::Query::OP_SYNONYM, Xapian::Query("ceasefire"),
      Xapian::Query(Xapian::Query::OP_MAX, Xapian::Query("ceasefire"), Xapian::Query("cease")));
  CHECK_FALSE(scan_words(index, twice, 1, true));
  const Xapian::Query query = compiled_query(index, "cease-fire");
  REQUIRE(query.get_type() == Xapian::Query::OP_FILTER);
  const Xapian::Query ranks = query.get_subquery(0);
  const std::set<std::string> terms(ranks.get_terms_begin(), ranks.get_terms_end());
  CHECK(terms.size() == ranks.get_length());
  check_best(index, ranks, 5);
}

TEST_CASE("a scan goes through gaps of document numbers", "[searcher][word_scan]") {
  test::Archive archive;
  const auto write = [&](int from, int to) {
    for (int i = from; i < to; ++i)
      archive.write(fmt::format("{}.txt", i), fmt::format("The old ferry of {} ferries.\n", i));
    REQUIRE(archive.index() == 0);
  };
  write(0, 300);
  for (int i = 20; i < 250; ++i) archive.remove(fmt::format("{}.txt", i));
  write(300, 310);
  for (const unsigned threads : {1U, 3U, 500U}) {
    const StatementIndex index({archive.index_path()}, {}, {threads, 0.1, 0});
    REQUIRE(index.last_document() > index.database().get_doccount());
    const Xapian::Query query = compiled_query(index, "ferries");
    check_best(index, query, 7);
    CHECK(count(index, query) == 80);
  }
}
