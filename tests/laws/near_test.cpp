// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "searcher/query/near_query.hpp"
#include "searcher/query/term_queries.hpp"
#include "searcher/search.hpp"
#include "searcher/understood_query.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/near_brute_force.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;

namespace {

constexpr std::size_t text_count = 150;

std::string id_of(std::size_t text) { return std::to_string(text) + ".txt"; }

/// The texts, indexed as one and in shares.
struct NearCorpus {
  NearCorpus() {
    std::mt19937 random(1815);
    for (std::size_t i = 0; i < text_count; ++i) {
      texts.emplace_back(random);
      // No two are the same statement, though they may read the same.
      folder.write(id_of(i),
                   fmt::format("Language: en\nSession: {}\n\n", i) + texts.back().bytes());
    }
    spread.emplace(folder.path());
  }

  std::vector<test::NearText> texts;
  test::TemporaryFolder folder;
  std::optional<test::SpreadCorpus> spread;  ///< made when the texts are written
};

const NearCorpus& near_corpus() {
  static const NearCorpus corpus;
  return corpus;
}

SearcherOptions options_for(const std::vector<std::string>& paths, const std::string& query) {
  SearcherOptions options;
  options.index_paths = paths;
  options.query = query;
  options.limit = 0;
  return options;
}

/// Hits in order, with their scores.
std::vector<std::pair<std::string, double>> hits_of(StatementIndex& index,
                                                    const SearcherOptions& options) {
  std::vector<std::pair<std::string, double>> hits;
  for (const Hit& hit : search(index, options, {true, false}).hits)
    hits.emplace_back(hit.statement.id, hit.score);
  return hits;
}

std::set<std::string> ids_of(StatementIndex& index, const SearcherOptions& options) {
  std::set<std::string> ids;
  for (const auto& [id, score] : hits_of(index, options)) ids.insert(id);
  return ids;
}

std::set<std::string> expected_ids(const test::NearQuestion& question, std::size_t distance) {
  std::set<std::string> ids;
  for (std::size_t i = 0; i < text_count; ++i) {
    if (!question.find(near_corpus().texts[i], distance).empty()) ids.insert(id_of(i));
  }
  return ids;
}

}  // namespace

TEST_CASE("a proximity finds and marks what trying every choice of places finds", "[laws][near]") {
  const NearCorpus& corpus = near_corpus();
  StatementIndex index({corpus.spread->whole()});
  std::mt19937 random(7);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    const test::NearQuestion question(random);
    INFO(question.query());
    const SearcherOptions options = options_for(index.paths(), question.query());
    const std::set<std::string> expected = expected_ids(question, question.distance());
    CHECK(ids_of(index, options) == expected);
    CHECK(search(index, options, {false, false}).total == expected.size());
    found += expected.size();
    const std::size_t shown = random() % text_count;
    SearcherOptions show_options = options;
    show_options.show_id = id_of(shown);
    INFO(corpus.texts[shown].bytes());
    CHECK(corpus.texts[shown].words_in(show(index, show_options).highlights) ==
          question.find(corpus.texts[shown], question.distance()));
  }
  CHECK(found > 4000);
}

TEST_CASE("a distance that is one off would be seen", "[laws][near][control]") {
  StatementIndex index({near_corpus().spread->whole()});
  std::mt19937 random(7);
  std::size_t different = 0;
  for (int i = 0; i < 50; ++i) {
    const test::NearQuestion question(random);
    different += ids_of(index, options_for(index.paths(), question.query())) !=
                 expected_ids(question, question.distance() + 1);
  }
  CHECK(different > 10);
}

TEST_CASE("a proximity is the same within a query, excluded, and over several indexes",
          "[laws][near]") {
  const NearCorpus& corpus = near_corpus();
  StatementIndex whole({corpus.spread->whole()});
  StatementIndex shares(corpus.spread->all_shares());
  std::mt19937 random(11);
  for (int i = 0; i < 120; ++i) {
    const std::string query = test::NearQuestion(random).query();
    INFO(query);
    const auto hits = hits_of(whole, options_for(whole.paths(), query));
    const auto spread = hits_of(shares, options_for(shares.paths(), query));
    REQUIRE(spread.size() == hits.size());
    for (std::size_t hit = 0; hit < hits.size(); ++hit) {
      CHECK(spread[hit].first == hits[hit].first);
      CHECK(spread[hit].second == Approx(hits[hit].second));
    }
    const auto count = [&](const std::string& other) {
      return search(whole, options_for(whole.paths(), other), {false, false}).total;
    };
    CHECK(count("-(" + query + ")") == text_count - hits.size());
    CHECK(count("dumo AND " + query) == hits.size());
    CHECK(count("(" + query + ") OR zzzz") == hits.size());
  }
}

TEST_CASE("a proximity of phrases that more statements have than may be looked at is refused",
          "[laws][near]") {
  test::Archive archive;
  for (const char* id : {"a.txt", "b.txt", "c.txt"})
    archive.write(id, fmt::format("The ferry of {} was very late.\n", id));
  REQUIRE(archive.index() == 0);
  const StatementIndex index({archive.index_path()});
  const auto options = archive.searcher_options("\"the ferry\" NEAR/9 \"very late\"");
  const CompiledQuery compiled = understand(index, options).compiled;
  const QueryLeaf& leaf = compiled.leaves.back().leaf;
  REQUIRE(leaf.proximity);
  const TermQueries terms(index.database());
  Xapian::doccount budget = 3;
  CHECK_NOTHROW(near_query(leaf, terms, index, budget));
  CHECK(budget == 0);
  budget = 2;
  CHECK_THROWS_WITH(near_query(leaf, terms, index, budget),
                    Catch::StartsWith("the proximity is too common: "));
}

TEST_CASE("a quotation with a distance is NEAR written otherwise", "[laws][near]") {
  test::Archive archive;
  archive.write("a.txt", "Language: en\n\nThe talks on promises made of late were hollow.\n");
  archive.write("b.txt", "Language: en\n\nA hollow talk, a promise.\n");
  REQUIRE(archive.index() == 0);
  for (const char* written : {"\"talk promise\"~4", "talk NEAR/4 promise", "promises NEAR/4 talks"})
    CHECK(archive.find(written) == std::set<std::string>{"a.txt", "b.txt"});
  CHECK(archive.find("=talk NEAR/4 promise") == std::set<std::string>{"b.txt"});
}

TEST_CASE("a proximity keeps to its field, its paragraph and its language", "[laws][near]") {
  test::Archive archive;
  archive.write("en.txt",
                "Title: River and talks\nSpeaker: Amina Dore\nLanguage: en\n\n"
                "Talks begin.\n\nThe river rose. It is not the note of a minister.\n");
  archive.write("fr.txt", "Title: Notes\nLanguage: fr\n\nLes notes du ministre suivent.\n");
  REQUIRE(archive.index() == 0);
  const auto find = [&](const std::string& query) { return archive.find(query).size(); };
  CHECK(find("river NEAR/5 talks") == 1);  // in the title
  CHECK(find("begin NEAR/99 rose") == 0);
  CHECK(find("talks NEAR/99 begin") == 1);
  CHECK(find("title:(river NEAR/1 talks)") == 1);
  CHECK(find("title:(river NEAR/0 talks)") == 0);
  CHECK(find("title:(begin NEAR/5 talks)") == 0);
  CHECK(find("speaker:(dore NEAR/0 amina)") == 1);
  CHECK(find("speaker:(dore ADJ/0 amina)") == 0);
  // `not` is a form of `note` in French alone.
  CHECK(find("note NEAR/1 the") == 1);
  CHECK(find("note NEAR/0 is") == 0);
  CHECK(find("note NEAR/0 (les OR of)") == 2);
}

TEST_CASE("one word of a text is never two operands", "[laws][near]") {
  test::Archive archive;
  archive.write("one.txt", "Language: en\n\nPeace for a time, then war.\n");
  archive.write("two.txt", "Language: en\n\nPeace, and peace for a time.\n");
  archive.write("five.txt", "Language: en\n\nPeace peace peace peace peace.\n");
  REQUIRE(archive.index() == 0);
  CHECK(archive.count("\"peace peace\"~9") == 2);
  CHECK(archive.count("peace NEAR/9 =peace") == 2);
  CHECK(archive.count("peace NEAR/9 pea*") == 2);
  CHECK(archive.count("peace NEAR/9 \"peace for\"") == 1);
  CHECK(archive.count("\"peace peace peace peace peace\"~0") == 1);
  CHECK(archive.count("\"peace peace peace peace peace peace\"~9") == 0);
}
