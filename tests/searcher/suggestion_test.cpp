// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "common/edit_distance.hpp"
#include "tests/support/archive.hpp"

using namespace demarche;

namespace {

/// Statements of a small vocabulary: "settlement" is frequent, "settlements" is not.
void write_statements(test::Archive& archive) {
  for (int i = 0; i < 5; ++i) {
    archive.write("settlement" + std::to_string(i) + ".txt",
                  "Title: Note\nSpeaker: Amina Dore\nLanguage: en\n\n"
                  "The settlement in Türkiye holds; NATO and Reykjanes agree on sovereignty.\n");
  }
  archive.write("typo.txt", "Language: en\n\nA setlement of the year 1999, a cease-fire, vote.\n");
  REQUIRE(archive.index() == 0);
}

std::string suggestion(const test::Archive& archive, const std::string& query, bool exact = false) {
  SearcherOptions options = archive.searcher_options(query);
  options.exact = exact;
  StatementIndex index(options.index_paths);
  SearchScope scope;
  scope.hits = false;
  scope.suggestion = true;
  return search(index, options, scope).suggestion;
}

}  // namespace

TEST_CASE("a word that no statement has is met with the word that was probably meant",
          "[suggestion]") {
  test::Archive archive;
  write_statements(archive);
  const std::pair<const char*, const char*> rows[] = {
      {"settelment", "settlement"},    // neighbours swapped
      {"settlemnt", "settlement"},     // nearer than what the typo has, and frequent
      {"setlemment", "setlement"},     // nearer by an edit, which 5 statements don't make up for
      {"esttlement", "settlement"},    // the first two letters swapped
      {"ssettlement", "settlement"},   // a letter too many in front
      {"Türkyie", "turkiye"},          // accents are no edits
      {"Soveriegnty", "sovereignty"},  // capital at the start only
      {"settelment -vote", "settlement -vote"},
      {"vote OR settelment", "vote OR settlement"},
      {"\"the settelment in\"", "\"the settlement in\""},
      {"settelment NEAR/5 holds", "settlement NEAR/5 holds"},
      {"title:noet", "title:note"},
      {"title:settelment", ""},  // the word is in no title
      {"speaker:doer", "speaker:dore"},
      {"(settelment, sovreignty)", "(settlement, sovereignty)"},
  };
  for (const auto& [query, expected] : rows) {
    INFO(query);
    CHECK(suggestion(archive, query) == expected);
  }
}

TEST_CASE(
    "nothing is suggested for what is there, nor for capitals, digits, symbols and beginnings",
    "[suggestion]") {
  test::Archive archive;
  write_statements(archive);
  for (const char* query :
       {"settlement", "settlements", "ceasefire", "nato", "SETTELMENT", "NAOT", "naot1", "1998",
        "A/RSE/75", "#settelment", "settelment-based", "settelm*", "settlemnt*",
        "\"the settlemnt*\"", "vot", "zzzzzzz", "issuer:OSBS", "\"holds the settlement\"",
        "settelment lang:en zzzz1 OR vote"}) {
    INFO(query);
    const std::string found = suggestion(archive, query);
    // Only the one word of the last query is put right.
    CHECK(found == (std::string(query).find(" zzzz1") == std::string::npos
                        ? ""
                        : "settlement lang:en zzzz1 OR vote"));
  }
  CHECK(suggestion(archive, "settling", true) == "");
}

TEST_CASE("the distance of words counts letters, and a swap of neighbours once", "[suggestion]") {
  CHECK(edit_distance(U"", U"", 2) == 0);
  CHECK(edit_distance(U"abc", U"abc", 0) == 0);
  CHECK(edit_distance(U"abcd", U"acbd", 2) == 1);
  CHECK(edit_distance(U"abcd", U"abd", 2) == 1);
  CHECK(edit_distance(U"abd", U"abcd", 2) == 1);
  CHECK(edit_distance(U"переговоры", U"переговроы", 2) == 1);
  CHECK(edit_distance(U"abcdef", U"badcfe", 3) == 3);
  CHECK(edit_distance(U"abcdef", U"uvwxyz", 2) > 2);
  CHECK(edit_distance(U"a", U"abcdef", 2) > 2);
}
