// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <cctype>
#include <sstream>
#include <string>
#include <vector>

#include "searcher/output/output.hpp"
#include "tests/support/sample_results.hpp"

namespace demarche {

namespace {

/// The columns as trec_eval takes them: divided by what C calls white space.
std::vector<std::string> columns_of(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> columns;
  for (std::string word; words >> word;) columns.push_back(word);
  return columns;
}

std::string percent_decoded(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string id_read_back(const std::string& id, const std::string& qid) {
  SearchResults results = sample_results();
  results.hits[0].statement.id = id;
  const std::string run = format_trec(results, qid);
  CHECK(run.find('\n') == run.size() - 1);
  const std::vector<std::string> columns = columns_of(run);
  REQUIRE(columns.size() == 6);
  CHECK(percent_decoded(columns[0]) == qid);
  return percent_decoded(columns[2]);
}

}  // namespace

TEST_CASE("a run of TREC has six columns, a hit a line") {
  SearchResults results = sample_results();
  results.hits.push_back(sample_hit());
  results.hits[1].rank = 2;
  results.hits[1].score = 1e-9;
  CHECK(format_trec(results, "q7") ==
        "q7 Q0 2021/tashmar/round-one.txt 1 12.345000 demarche\n"
        "q7 Q0 2021/tashmar/round-one.txt 2 0.000000 demarche\n");
  results.hits.clear();
  CHECK(format_trec(results, "q7").empty());
}

TEST_CASE("no id and no name of a query breaks a run's columns, and each can be read back") {
  const std::vector<std::string> names = {
      "a b.txt", "100%", "%20",       "a\tb\nc\r\x0b\x0c", "\x01\x7f\x1f", "a\u00A0b\u2003c\u3000",
      "\u2028x", "停火", "Türkiye#2", "\xff\xfe",          "\u0085\u009b"};
  for (const std::string& name : names) {
    INFO(name);
    CHECK(id_read_back(name, "q") == name);
    CHECK(id_read_back("x", name) == "x");
  }
  SearchResults results = sample_results();
  results.hits[0].statement.id = "Türkiye 停火.txt";
  CHECK(columns_of(format_trec(results, "q"))[2] == "Türkiye%20停火.txt");
}

TEST_CASE("in a batch, ids and counts stand after the query's name and a tab") {
  CHECK(format_ids(sample_results(), false, "q 7") == "q 7\t2021/tashmar/round-one.txt\n");
  CHECK(format_ids(sample_results(), true, "q") ==
        std::string("q\t2021/tashmar/round-one.txt\0", 29));
  CHECK(format_count(sample_results(), "q") == "q\t1\n");
  CHECK(format_count(sample_results()) == "1\n");
}

TEST_CASE("the heading of an answer cannot steer the terminal") {
  CHECK(format_heading("q1", "hollow promises") == "== q1: hollow promises\n");
  CHECK(format_heading("q\x1b[2J", "a\u202E") == "== q\\x1b[2J: a\\u{202e}\n");
}

TEST_CASE("text ends with the indexes that were left out, also where nothing was found") {
  SearchResults results = sample_results();
  results.left_out = {{"tcp:a:1", "why\x1b"}, {"tcp:b:2", "so"}};
  const std::string end = "left out: tcp:a:1: why\\x1b\nleft out: tcp:b:2: so\n";
  CHECK(format_text(results, {}).ends_with("\n1 of 1 statement\n" + end));
  results.hits.clear();
  CHECK(format_text(results, {}) == end);
}

}  // namespace demarche
