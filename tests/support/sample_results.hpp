// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "searcher/output/list_format.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// The place of `word` in `text`.
inline Highlight place_of(std::string_view text, std::string_view word) {
  const std::size_t begin = text.find(word);
  REQUIRE(begin != std::string_view::npos);
  return {begin, begin + word.size()};
}

/// A hit with every kind of field, its matches marked.
inline Hit sample_hit() {
  Hit hit;
  hit.rank = 1;
  hit.score = 12.345;
  hit.statement.id = "2021/tashmar/round-one.txt";
  hit.statement.fields = {{"title", "No more hollow promises"},
                          {"issuer", "Tashmar"},
                          {"speaker", "Amina Doré"},
                          {"post", "Foreign Minister"},
                          {"date", "2021-11-09"},
                          {"event", "Straits talks"},
                          {"place", "Verez"},
                          {"language", "en"},
                          {"ministry", "MFA"}};
  hit.snippet.text =
      "… we have heard hollow promises before; what we ask for is concrete and verifiable "
      "actions, and we shall leave no stone unturned …";
  hit.snippet.highlights = {place_of(hit.snippet.text, "hollow"),
                            place_of(hit.snippet.text, "promises")};
  hit.title_highlights = {place_of("No more hollow promises", "hollow promises")};
  return hit;
}

/// A page of that one hit, with something in each part of the report.
inline SearchResults sample_results() {
  SearchResults results;
  results.query.typed = "hollow promises ,";
  results.query.understood = "(hollow AND promises)";
  results.query.terms = {{"hollow", "hollow (stem)", 1200}, {"promises", "promis (stem)", 7}};
  results.query.dropped = {","};
  results.query.aliases = {"ceasefire = cease-fire"};
  results.query.notes = {"one note"};
  results.locations = {"/index"};
  results.statements = 40;
  results.total = 1;
  results.hits = {sample_hit()};
  return results;
}

/// That page, or another, as JSON.
inline std::string format_json(const SearchResults& results, std::string_view qid = {}) {
  return format_hits(ListFormat(OutputFormat::json, {}, qid), results);
}

/// The hit's fields, all with text that would harm a terminal.
inline Hit hostile_hit(const std::string& text) {
  Hit hit = sample_hit();
  for (auto& [name, value] : hit.statement.fields) value = text;
  hit.statement.id = text;
  hit.statement.text = text;
  hit.snippet.text = text;
  hit.snippet.highlights = {{0, 3}, {5, text.size()}};
  hit.title_highlights = {{1, 4}};
  return hit;
}

}  // namespace demarche
