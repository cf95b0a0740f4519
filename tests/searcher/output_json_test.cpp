// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/sample_results.hpp"

namespace demarche {

TEST_CASE("the JSON object has the shape that searcher(1) documents") {
  const std::string printed = format_json(sample_results());
  CHECK(printed.find('\n') == printed.size() - 1);
  const auto json = nlohmann::ordered_json::parse(printed);
  const auto keys = [](const nlohmann::ordered_json& object) {
    std::string names;
    for (const auto& [name, value] : object.items()) names += name + " ";
    return names;
  };
  CHECK(keys(json) == "version query index total offset hits suggestion ");
  CHECK(json["version"] == 1);
  CHECK(keys(json["query"]) == "typed understood terms dropped aliases notes ");
  CHECK(json["query"]["terms"][0].dump() ==
        R"json({"typed":"hollow","understood":"hollow (stem)","statements":1200})json");
  CHECK(json["query"]["dropped"].dump() == R"([","])");
  CHECK(json["index"].dump() == R"({"locations":["/index"],"statements":40,"left_out":[]})");
  CHECK(json["total"] == 1);
  CHECK(json["offset"] == 0);
  CHECK(keys(json["hits"][0]) ==
        "rank score id title issuer speaker post date place event language ministry snippet ");
  CHECK(json["hits"][0]["score"] == 12.345);
}

TEST_CASE("in a batch, the JSON object begins with the query's name") {
  const std::string alone = format_json(sample_results());
  CHECK(format_json(sample_results(), "q\"1") == "{\"qid\":\"q\\\"1\"," + alone.substr(1));
}

TEST_CASE("JSON says why nothing was found") {
  SearchResults results = sample_results();
  CHECK_FALSE(nlohmann::json::parse(format_json(results)).contains("nothing_found"));
  NothingFound nothing;
  nothing.parts = {{{"a", {"--exact"}, 2}, {}}, {{"b", {}, 0}, {{"c", {}, 1}}}};
  nothing.relaxations = {{{"a", {"--any", "--exact"}, 3}, "without b"}};
  results.nothing_found = nothing;
  const auto json = nlohmann::ordered_json::parse(format_json(results))["nothing_found"];
  CHECK(json["emptied_by"].dump() == R"(["b"])");
  CHECK(json["parts"].dump() ==
        R"([{"query":"a","options":["--exact"],"total":2,"meant":[]},)"
        R"({"query":"b","options":[],"total":0,"meant":[{"query":"c","options":[],"total":1}]}])");
  CHECK(json["relaxations"].dump() ==
        R"([{"query":"a","options":["--any","--exact"],"total":3,"change":"without b"}])");
  CHECK(json["complete"] == true);
}

TEST_CASE("JSON says which indexes were left out, and why") {
  SearchResults results = sample_results();
  results.left_out = {{"tcp:a:1", "it does not answer"}};
  CHECK(nlohmann::ordered_json::parse(format_json(results))["index"]["left_out"].dump() ==
        R"([{"location":"tcp:a:1","reason":"it does not answer"}])");
}

TEST_CASE("JSON lists are lists also where they are empty or hold two strings") {
  SearchResults results = sample_results();
  results.hits.clear();
  results.query = {};
  results.query.notes = {"a", "b"};
  const auto json = nlohmann::json::parse(format_json(results));
  CHECK(json["hits"] == nlohmann::json::array());
  CHECK(json["query"]["terms"] == nlohmann::json::array());
  CHECK(json["query"]["dropped"] == nlohmann::json::array());
  CHECK(json["query"]["notes"].dump() == R"(["a","b"])");
}

TEST_CASE("in JSON the highlights slice the snippet, and hostile text comes back byte for byte") {
  const std::string hostile = "ab\x1b]0;\x07 \u202E\"quoted\\\" \n\t ünïcödé 停火";
  SearchResults results = sample_results();
  results.hits.push_back(hostile_hit(hostile));
  const auto json = nlohmann::json::parse(format_json(results));
  std::vector<std::string> slices;
  const auto snippet = json["hits"][0]["snippet"];
  for (const auto& highlight : snippet["highlights"]) {
    const std::size_t begin = highlight[0];
    const std::size_t end = highlight[1];
    slices.push_back(snippet["text"].get<std::string>().substr(begin, end - begin));
  }
  CHECK(slices == std::vector<std::string>{"hollow", "promises"});
  for (const char* member : {"id", "title", "ministry", "text"}) {
    CHECK(json["hits"][1][member] == hostile);
  }
  CHECK(json["hits"][1]["snippet"]["text"] == hostile);
}

TEST_CASE("a field called like a member of the hit keeps its value under another name") {
  SearchResults results = sample_results();
  results.hits[0].statement.fields = {
      {"rank", "envoy"}, {"snippet", "s"}, {"field_rank", "taken"}, {"text", "t"}};
  const auto hit = nlohmann::json::parse(format_json(results))["hits"][0];
  CHECK(hit["rank"] == 1);
  CHECK(hit["field_rank"] == "taken");
  CHECK(hit["field_field_rank"] == "envoy");
  CHECK(hit["field_snippet"] == "s");
  CHECK(hit["field_text"] == "t");
  CHECK(hit["snippet"]["highlights"].size() == 2);
}

TEST_CASE("what is not UTF-8 does not keep JSON from being JSON") {
  SearchResults results = sample_results();
  results.locations = {
      "/in\xff"
      "dex"};
  CHECK(nlohmann::json::parse(format_json(results))["index"]["locations"][0] == "/in\uFFFDdex");
}

}  // namespace demarche
