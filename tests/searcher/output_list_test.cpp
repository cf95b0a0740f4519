// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/output/kwic.hpp"
#include "searcher/output/list_format.hpp"
#include "tests/support/sample_results.hpp"

namespace demarche {

namespace {

std::string printed(OutputFormat format, std::vector<Column> columns = {},
                    const std::string& qid = {}) {
  SearchResults results = sample_results();
  results.hits.push_back(sample_hit());
  ListFormat list(format, std::move(columns), qid);
  return list.header() + format_hits(list, results);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

Occurrence sample_occurrence() {
  Statement statement = sample_hit().statement;
  return {3,
          std::make_shared<const Statement>(std::move(statement)),
          "text",
          120,
          135,
          "we have heard ",
          "hollow promises",
          ""};
}

SearchResults concordance_results() {
  SearchResults results = sample_results();
  results.concordance = {12, 7, 1};
  return results;
}

}  // namespace

TEST_CASE("JSON Lines are the hits of the JSON object, and that object without them") {
  const auto json = nlohmann::ordered_json::parse(printed(OutputFormat::json));
  const std::vector<std::string> lines = lines_of(printed(OutputFormat::jsonl));
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == json["hits"][0].dump());
  CHECK(lines[1] == json["hits"][1].dump());
  auto summary = json;
  summary.erase("hits");
  CHECK(lines[2] == summary.dump());
}

TEST_CASE("in a batch each of the JSON Lines begins with the query's name") {
  const std::vector<std::string> alone = lines_of(printed(OutputFormat::jsonl));
  const std::vector<std::string> named = lines_of(printed(OutputFormat::jsonl, {}, "q 1"));
  REQUIRE(named.size() == alone.size());
  for (std::size_t i = 0; i < named.size(); ++i)
    CHECK(named[i] == "{\"qid\":\"q 1\"," + alone[i].substr(1));
}

TEST_CASE("a statement's field called qid is not taken for the query's name") {
  SearchResults results = sample_results();
  results.hits[0].statement.fields = {{"qid", "a field"}};
  const std::string line = format_hits(ListFormat(OutputFormat::jsonl, {}, "q"), results);
  const auto hit = nlohmann::json::parse(line.substr(0, line.find('\n')));
  CHECK(hit["qid"] == "q");
  CHECK(hit["field_qid"] == "a field");
}

TEST_CASE("tables begin with the columns' names, and lack what a statement lacks") {
  CHECK(printed(OutputFormat::csv, {{"id", ""}, {"url", "url"}, {"ministry", "ministry"}}) ==
        "id,url,ministry\n2021/tashmar/round-one.txt,,MFA\n2021/tashmar/round-one.txt,,MFA\n");
  CHECK(printed(OutputFormat::tsv, {{"rank", ""}, {"field_rank", "rank"}}, "q") ==
        "qid\trank\tfield_rank\nq\t1\t\nq\t1\t\n");
  std::string names;
  for (const Column& column : default_hit_columns(true)) names += column.name + " ";
  CHECK(names ==
        "rank score id title issuer speaker post date place event session year language url "
        "snippet ");
  CHECK(default_hit_columns(false).back().name == "url");
}

TEST_CASE("with chosen columns a hit in JSON has these members, in this order") {
  const std::vector<Column> columns = {
      {"snippet", ""}, {"issuer", "issuer"}, {"url", "url"}, {"text", ""}, {"rank", ""}};
  const auto json = nlohmann::ordered_json::parse(printed(OutputFormat::json, columns));
  const auto& hit = json["hits"][0];
  CHECK(hit.size() == 3);
  CHECK(hit.begin().key() == "snippet");
  CHECK(hit["snippet"]["highlights"].size() == 2);
  CHECK(hit["issuer"] == "Tashmar");
  CHECK(hit["rank"] == 1);
  const auto scored = lines_of(printed(OutputFormat::jsonl, {{"score", ""}}))[0];
  CHECK(nlohmann::json::parse(scored).at("score") == 12.345);
  CHECK(lines_of(printed(OutputFormat::jsonl, columns))[0] == hit.dump());
  CHECK(lines_of(printed(OutputFormat::jsonl, {{"url", "url"}}))[0] == "{}");
  CHECK(lines_of(printed(OutputFormat::jsonl, {{"url", "url"}}, "q"))[0] == R"({"qid":"q"})");
}

TEST_CASE("an answer without hits is whole in every format") {
  SearchResults results = sample_results();
  results.hits.clear();
  CHECK(nlohmann::json::parse(format_json(results))["hits"].empty());
  CHECK(lines_of(format_hits(ListFormat(OutputFormat::jsonl, {}), results)).size() == 1);
  CHECK(format_hits(ListFormat(OutputFormat::csv, default_hit_columns(true)), results).empty());
}

TEST_CASE("the occurrences of a concordance are lines and rows, then what they count") {
  const SearchResults results = concordance_results();
  const Occurrence occurrence = sample_occurrence();
  ListFormat lines(OutputFormat::jsonl, {});
  CHECK(lines.begin_concordance().empty());
  CHECK(lines.item(occurrence) ==
        R"({"rank":3,"id":"2021/tashmar/round-one.txt","date":"2021-11-09","field":"text",)"
        R"("begin":120,"end":135,"left":"we have heard ","match":"hollow promises","right":""})"
        "\n");
  const auto summary = nlohmann::json::parse(lines.end_concordance(results));
  CHECK(summary["occurrences"].dump() == R"({"statements":7,"total":12,"without":1})");
  CHECK_FALSE(summary.contains("hits"));

  ListFormat table(OutputFormat::csv, default_occurrence_columns());
  CHECK(table.header() + table.begin_concordance() + table.item(occurrence) +
            table.end_concordance(results) ==
        "rank,id,date,field,begin,end,left,match,right\n"
        "3,2021/tashmar/round-one.txt,2021-11-09,text,120,135,\"we have heard \","
        "hollow promises,\n");

  ListFormat chosen(OutputFormat::jsonl, {{"issuer", "issuer"}, {"match", ""}}, "q");
  CHECK(chosen.item(occurrence) == R"({"qid":"q","issuer":"Tashmar","match":"hollow promises"})"
                                   "\n");
}

TEST_CASE("on a terminal a match that is wider than its side is cut, in a pipe it is whole") {
  Occurrence occurrence = sample_occurrence();
  occurrence.match = std::string(200, 'x') + "end";
  TextStyle style{false, 80, false};
  CHECK_THAT(KwicPage(0, style).line(occurrence), Catch::Contains("xend"));
  style.terminal = true;
  const std::string line = KwicPage(0, style).line(occurrence);
  CHECK_THAT(line, Catch::Contains("xxx…") && !Catch::Contains("end"));
  CHECK(display_columns(line.substr(0, line.find('\n'))) <= 80);
}

TEST_CASE("a concordance is one JSON object, too") {
  const SearchResults results = concordance_results();
  ListFormat list(OutputFormat::json, {});
  std::string out = list.begin_concordance();
  for (int i = 0; i < 3; ++i) out += list.item(sample_occurrence());
  out += list.end_concordance(results);
  CHECK(out.find('\n') == out.size() - 1);
  const auto json = nlohmann::json::parse(out);
  CHECK(json["concordance"].size() == 3);
  CHECK(json["concordance"][2]["match"] == "hollow promises");
  CHECK(json["occurrences"]["total"] == 12);
  CHECK(json["suggestion"].is_null());
}

}  // namespace demarche
