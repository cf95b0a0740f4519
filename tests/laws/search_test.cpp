// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"
#include "searcher/query/parser.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/sample_queries.hpp"

using namespace demarche;
using Ids = std::set<std::string>;

using test::random_query;
using test::sample_options;
using test::sample_statements;
using test::search_sample;
using test::words_of;

TEST_CASE("for random queries, the count is the number of ids, and pages partition the ranking",
          "[laws]") {
  std::mt19937 random(11);
  const std::vector<std::string> words = test::sample_words();
  std::size_t found = 0;
  for (int i = 0; i < 300; ++i) {
    SearcherOptions options = sample_options(random_query(random, words));
    options.any = random() % 4 == 0;
    options.sort = static_cast<SortOrder>(random() % 3);
    INFO(options.query);
    const SearchResults all = search_sample(options);
    CHECK(all.total == all.hits.size());
    StatementIndex index(options.index_paths);
    CHECK(search(index, options, {false, false}).total == all.total);
    std::vector<std::string> paged;
    options.limit = 1 + random() % 7;
    for (options.offset = 0; options.offset < all.total; options.offset += *options.limit) {
      const SearchResults page = search_sample(options);
      CHECK(page.total == all.total);
      for (const Hit& hit : page.hits) {
        paged.push_back(hit.statement.id);
        CHECK(hit.rank == paged.size());
      }
    }
    std::vector<std::string> whole;
    for (const Hit& hit : all.hits) whole.push_back(hit.statement.id);
    CHECK(paged == whole);
    CHECK(Ids(whole.begin(), whole.end()).size() == whole.size());
    found += all.total;
  }
  CHECK(found > 1000);
}

TEST_CASE("a copied span of a statement is found as a phrase, in that statement", "[laws]") {
  std::mt19937 random(5);
  std::size_t tried = 0;
  for (const Statement& statement : sample_statements()) {
    std::vector<Token> words;
    analyze(statement.text, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word) words.push_back(token);
    });
    for (int i = 0; i < 10; ++i) {
      const std::size_t first = random() % words.size();
      const std::size_t last = std::min(words.size() - 1, first + random() % 8);
      // Nothing finds over a paragraph's end, and that is a law too.
      if (words[last].position - words[first].position != last - first) continue;
      std::string span =
          statement.text.substr(words[first].begin, words[last].end - words[first].begin);
      // These two would end the phrase, or begin a wildcard.
      std::replace(span.begin(), span.end(), '"', ' ');
      std::replace(span.begin(), span.end(), '*', ' ');
      INFO(statement.id << ": " << span);
      const SearcherOptions options = sample_options('"' + span + '"');
      const auto hits = search_sample(options).hits;
      CHECK(std::any_of(hits.begin(), hits.end(),
                        [&](const Hit& hit) { return hit.statement.id == statement.id; }));
      ++tried;
    }
  }
  CHECK(tried > 300);
}

TEST_CASE("every highlight slices whole words of the snippet that match", "[laws]") {
  std::size_t highlights = 0;
  for (const std::string query :
       {"verifiable", "cease-fire", "\"early, fair and durable settlement\"", "WHO data river",
        "communit*", "community", "self-determination", "переговоры", "停火", "#bridge", "9142",
        "\"not one drop withheld\""}) {
    const SearcherOptions options = sample_options(query);
    for (const Hit& hit : search_sample(options).hits) {
      const std::string& text = hit.snippet.text;
      INFO(query << " in " << hit.statement.id << ": " << text);
      CHECK(text.find('\n') == std::string::npos);
      std::size_t last = 0;
      for (const auto& [begin, end] : hit.snippet.highlights) {
        REQUIRE(begin < end);
        REQUIRE(end <= text.size());
        CHECK(begin >= last);
        last = end;
        // What is marked, and nothing more, is found by the query.
        test::Archive one;
        one.write("one", "Language: " + std::string(hit.statement.field("language")) + "\n\n" +
                             text.substr(begin, end - begin));
        REQUIRE(one.index() == 0);
        CHECK(one.search("(" + query + ") OR zzzz").total + (query == "WHO data river") == 1);
        ++highlights;
      }
    }
  }
  CHECK(highlights > 50);
}

TEST_CASE("every hit of a word or phrase shows it, in the snippet or the title", "[laws]") {
  for (const std::string query : {"verifiable", "cease-fire", "\"not one drop withheld\"",
                                  "communit*", "self-determination", "停火"}) {
    for (const Hit& hit : search_sample(sample_options(query)).hits) {
      INFO(query << " in " << hit.statement.id);
      CHECK(hit.snippet.highlights.size() + hit.title_highlights.size() > 0);
    }
  }
}

TEST_CASE("a snippet is about as long as asked, and cut between words", "[laws]") {
  for (const std::size_t length : {20U, 80U, 240U, 1000U}) {
    SearcherOptions options = sample_options("settlement");
    options.snippet_length = length;
    const auto statements = sample_statements();
    for (const Hit& hit : search_sample(options).hits) {
      CHECK(hit.snippet.text.size() <= 4 * length + 60);
      for (const std::string& word : words_of(hit.snippet.text)) {
        const auto found = std::find_if(statements.begin(), statements.end(),
                                        [&](const auto& s) { return s.id == hit.statement.id; });
        REQUIRE(found != statements.end());
        const auto words = words_of(found->text);
        CHECK(std::find(words.begin(), words.end(), word) != words.end());
      }
    }
  }
}

TEST_CASE(
    "no phrase goes from a title into a body or over a paragraph's end, but over a line's "
    "and a page's",
    "[laws]") {
  test::Archive archive;
  archive.write("a",
                "Title: Joint statement\n\nhollow promises end here\n\nnext paragraph "
                "begins here and goes\non over a line, to pronounce\n6\n\n\nitself opposed");
  REQUIRE(archive.index() == 0);
  for (const char* query :
       {"\"joint statement\"", "\"hollow promises end here\"", "\"goes on over\"",
        "\"to pronounce itself opposed\"", "\"next paragraph\""})
    CHECK(archive.count(query) == 1);
  for (const char* query : {"\"statement hollow\"", "\"here next\"", "\"promises hollow\"",
                            "\"pronounce 6\"", "\"line to itself\""})
    CHECK(archive.count(query) == 0);
}

TEST_CASE("a title weighs more than a body", "[laws]") {
  test::Archive archive;
  archive.write("body", "Title: On water\n\nThe negotiations went on, said the ministry today.");
  archive.write("title", "Title: On negotiations\n\nThe water went on, said the ministry today.");
  REQUIRE(archive.index() == 0);
  CHECK(archive.search("negotiations").hits.front().statement.id == "title");
  CHECK(archive.find("title:negotiation") == Ids{"title"});
}

TEST_CASE("fields, filters and dates select what they say", "[laws]") {
  test::Archive archive;
  archive.write("a",
                "Issuer: Guinea\nSpeaker: Sérgei Lavrenko\nDate: 2025-11-09\nEvent: Istral talks\n"
                "Docket: river water\n\nalpha beta");
  archive.write(
      "b",
      "Issuer: Papua Guinea\nSpeaker: Lavrenko Anna\nDate: 2025-11\nLanguage: fr\n\nalpha gamma");
  archive.write("c", "Issuer: Guinea\nYear: 2024\nTitle: beta\n\nalpha delta");
  archive.write("d", "alpha epsilon");
  REQUIRE(archive.index() == 0);
  const std::vector<std::pair<std::string, Ids>> rows = {
      {"issuer:guinea", {"a", "c"}},
      {"issuer:\"Papua Guinea\"", {"b"}},
      {"issuer:papua", {}},
      {"issuer:papua*", {"b"}},
      {"issuer:Guinea issuer:\"papua guinea\"", {"a", "b", "c"}},
      {"issuer:Guinea AND issuer:\"papua guinea\"", {}},
      {"issuer:guinea date:2025", {"a"}},
      {"alpha -issuer:guinea", {"b", "d"}},
      {"speaker:\"sergei lavrenko\"", {"a"}},
      {"speaker:lavrenko", {"a", "b"}},
      {"speaker:\"lavrenko sergei\"", {}},
      {"title:beta", {"c"}},
      {"beta", {"a", "c"}},
      {"docket:water", {"a"}},
      {"docket:\"river water\"", {"a"}},
      {"event:\"istral talks\"", {"a"}},
      {"lang:fr", {"b"}},
      {"year:2024", {"c"}},
      {"year:2025", {"a", "b"}},
      {"id:d", {"d"}},
      {"date:2025", {"a", "b"}},
      {"date:2025-11", {"a", "b"}},
      {"date:2025-11-09", {"a"}},
      {"date:2025-11-01..2025-11-30", {"a", "b"}},
      {"date:2025-11-02..", {"a"}},
      {"date:..2024-12-31", {"c"}},
      {"date:2024..2025", {"a", "b", "c"}},
      {"since:2025-11-01", {"a", "b"}},
      {"until:2025-11-09", {"a", "c"}},
      {"since:2024 until:2024", {"c"}},
      {"date:2024 date:2025-11-09", {"a", "c"}},
      {"NOT date:2025", {"c", "d"}},
      {"alpha (beta OR gamma)", {"a", "b", "c"}},
      {"alpha NOT (beta OR gamma)", {"d"}},
      {"beta OR gamma -delta", {"a", "b", "c"}},
      {"alp*", {"a", "b", "c", "d"}},
      {"\"alpha gam*\"", {"b"}}};
  for (const auto& [query, ids] : rows) {
    INFO(query);
    CHECK(archive.find(query) == ids);
    CHECK(archive.count(query) == ids.size());
  }
  for (const char* query : {"date:2025-02-30", "date:2025..2024", "since:yesterday", "date:..",
                            "nosuch:x", "\"alpha", "(alpha", "alpha)", "al*", ",", "--"}) {
    INFO(query);
    CHECK_THROWS_AS(archive.find(query), QueryError);
  }
}

TEST_CASE("by date, undated statements come last in either direction", "[laws]") {
  test::Archive archive;
  archive.write("new", "Date: 2025-01-01\n\nalpha");
  archive.write("old", "Date: 1946-01-01\n\nalpha");
  archive.write("undated", "alpha");
  REQUIRE(archive.index() == 0);
  SearcherOptions options = archive.searcher_options("alpha");
  const auto order = [&](SortOrder sort) {
    options.sort = sort;
    std::string ids;
    for (const Hit& hit : archive.search(options).hits) ids += hit.statement.id + " ";
    return ids;
  };
  CHECK(order(SortOrder::newest) == "new old undated ");
  CHECK(order(SortOrder::oldest) == "old new undated ");
}

TEST_CASE("several indexes are searched as one", "[laws]") {
  test::Archive one, two;
  one.write("one", "Date: 2025\n\nalpha beta");
  two.write("two", "Docket: x\nDate: 2024\nLanguage: fr\n\nalpha gamma");
  REQUIRE(one.index() == 0);
  REQUIRE(two.index() == 0);
  SearcherOptions options = one.searcher_options("alpha");
  options.index_paths.push_back(two.index_path());
  options.sort = SortOrder::newest;
  const SearchResults results = one.search(options);
  CHECK(results.total == 2);
  CHECK(results.statements == 2);
  REQUIRE(results.hits.size() == 2);
  CHECK(results.hits[0].statement.id == "one");
  CHECK(results.hits[1].statement.id == "two");
}

TEST_CASE("the statement that this exists for is found by its words and phrases", "[laws][seed]") {
  const std::string file = test::shared_file("data/000_e6784222def0b975.txt");
  if (file.empty()) {
    WARN("skipped: ../shared/data is absent");
    return;
  }
  test::Archive archive;
  const std::string text = test::read_bytes(file);
  archive.write("seed.txt", text);
  REQUIRE(archive.index() == 0);
  for (const char* query :
       {"\"hollow promises\"", "“hollow promises”", "\"concrete and verifiable actions\"",
        "turkiye", "Türkiye", "\"leave no stone unturned\"", "Fitna al-Khawarij",
        "fitna-al-khawarij", "zarb-i-azb", "Zarb i Azb", "verify", "TTP", "@KhawajaMAsif",
        "\"Pakistan–Afghanistan talks\"", "\"pakistan afghanistan talks\"", "ceasefire",
        "\"the statement read\""}) {
    INFO(query);
    const SearchResults results = archive.search(query);
    REQUIRE(results.total == 1);
    CHECK_FALSE(results.hits.front().snippet.highlights.empty());
  }
  for (const char* query : {"\"promises hollow\"", "\"unturned pakistan\"", "=verify", "xyzzy"}) {
    INFO(query);
    CHECK(archive.count(query) == 0);
  }
  SearcherOptions options = archive.searcher_options("\"hollow promises\"");
  options.show_id = "seed.txt";
  StatementIndex index(options.index_paths);
  const ShownStatement shown = show(index, options);
  CHECK(shown.hit.statement.text == text);
  REQUIRE(shown.highlights.size() == 1);
  const auto [begin, end] = shown.highlights.front();
  CHECK(text.substr(begin, end - begin) == "hollow promises");
  CHECK(text.substr(begin - 3, 3) == "“");
}

TEST_CASE("a query has bounded time and memory: too much of anything is refused", "[laws]") {
  const auto repeated = [](const std::string& piece, std::size_t times) {
    std::string query;
    for (std::size_t i = 0; i < times; ++i) query += piece;
    return query;
  };
  for (const std::string& query :
       {repeated("the ", 20'000), repeated("-a ", 20'000), "\"" + repeated("the ", 20'000) + "\"",
        repeated("anti-", 20'000) + "x", repeated("con* ", 200), repeated("a OR ", 20'000) + "b",
        repeated("the NEAR/9 of ", 2'000), repeated("con* NEAR/9 of OR ", 51) + "x",
        repeated("(", 50'000)}) {
    INFO(query.substr(0, 40));
    CHECK_THROWS_AS(search_sample(sample_options(query)), UsageError);
  }
  CHECK_THROWS_WITH(search_sample(sample_options("a NEAR/9 \"" + repeated("of ", 2'001) + "\"")),
                    "a phrase has more than 2000 words");
  // A long passage, pasted, is still a phrase.
  const std::string passage = repeated("cease fire ", 400);
  CHECK(search_sample(sample_options("\"" + passage + "\"")).total == 0);
}

TEST_CASE("phrases and proximities that would compare too many places are refused", "[laws]") {
  test::Archive archive;
  std::string text;
  for (int i = 0; i < 60'000; ++i) text += "alpha beta ";
  archive.write("a", text);
  REQUIRE(archive.index() == 0);
  const std::string eight = "\"alpha alpha alpha alpha alpha alpha alpha alpha\"~9";
  CHECK_THROWS_WITH(archive.find(eight), Catch::Contains("more than 20 times as many places"));
  CHECK(archive.find("\"alpha alpha alpha alpha\"~9").size() == 1);
  std::string phrases = "gamma";
  for (int i = 0; i < 200; ++i) phrases += " OR \"alpha beta alpha beta alpha beta\"";
  CHECK(archive.find(phrases).size() == 1);
  for (int i = 0; i < 200; ++i) phrases += " OR \"alpha beta alpha beta alpha beta\"";
  CHECK_THROWS_AS(archive.find(phrases), QueryError);
  // What is rare costs nothing, however long.
  CHECK(archive.find("\"gamma " + text.substr(0, 1'000) + "\"").empty());
}

TEST_CASE("the best place of a text is found in linear time, however many matches", "[laws]") {
  test::Archive archive;
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "alpha beta. ";
  archive.write("a", text + "gamma alpha beta.");
  REQUIRE(archive.index() == 0);
  SearcherOptions options = archive.searcher_options("alpha beta gamma");
  options.snippet_length = 5000;
  const SearchResults results = archive.search(options);
  REQUIRE(results.hits.size() == 1);
  CHECK(results.hits.front().snippet.text.find("gamma") != std::string::npos);
}
