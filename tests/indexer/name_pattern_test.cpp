// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "common/error.hpp"
#include "indexer/metadata.hpp"

using namespace demarche;

namespace {

struct Row {
  std::string pattern;
  std::string name;
  FieldMap fields;  ///< none: no match
};

}  // namespace

TEST_CASE("a name pattern takes the fields from the end of a path", "[name_pattern]") {
  const auto row = GENERATE(values<Row>({
      {"{issuer}_{session}_{year}.txt",
       "Session 63 - 2008/QAT_63_2008.txt",
       {{"issuer", "QAT"}, {"session", "63"}, {"year", "2008"}}},
      {"{issuer}_{session}_{year}.txt", "QAT_63_2008.md", {}},
      {"{issuer}_{session}_{year}.txt", "QAT_63_2008.txt.bak", {}},
      {"{issuer}_{session}_{year}.txt", "_63_2008.txt", {}},
      {"{issuer}_{session}_{year}.txt", "QAT__2008.txt", {}},
      {"{issuer}_{session}_{year}.txt",
       "a_b_c_d.txt",
       {{"issuer", "a"}, {"session", "b"}, {"year", "c_d"}}},
      {"{a}-{b}", "x-y-z", {{"a", "x"}, {"b", "y-z"}}},
      {"{a}.{b}.txt", "1.2.txt.txt", {{"a", "1"}, {"b", "2.txt"}}},
      {"{Issuer}/{year}/{title}.txt",
       "root/Valcombre/2023/On rivers.txt",
       {{"issuer", "Valcombre"}, {"year", "2023"}, {"title", "On rivers"}}},
      {"{issuer}/{year}/{title}.txt", "2023/On rivers.txt", {}},
      {"{issuer}/*.txt", "a/b.txt", {}},
      {"{year}", "a/2023", {{"year", "2023"}}},
      {"{year}/", "2023/", {{"year", "2023"}}},
      {"speech-{lang}.txt", "x/speech-fr.txt", {{"language", "fr"}}},
      {"{title}.txt", "Türkiye ’25.txt", {{"title", "Türkiye ’25"}}},
      {"é{title}", "été", {{"title", "té"}}},
      {"{title}.txt", "a\nb.txt", {{"title", "a b"}}},
      {"{title}.txt", " .txt", {}},  // a match, but of nothing
      {"{title}", "", {}},
  }));
  CAPTURE(row.pattern, row.name);
  const auto fields = NamePattern(row.pattern).match(row.name);
  CHECK(fields.value_or(FieldMap()) == row.fields);
}

TEST_CASE("a bad name pattern is a usage error", "[name_pattern]") {
  const std::string pattern =
      GENERATE("", "x.txt", "{year", "{year}{issuer}.txt", "{}", "{a b}", "{1}", "{year}_{year}",
               "{lang}-{language}", "{id}.txt", "{text}.txt", "{a{b}}", "{a}_{");
  CAPTURE(pattern);
  CHECK_THROWS_AS(NamePattern(pattern), UsageError);
}

TEST_CASE("a name pattern of many fields takes no endless time", "[name_pattern]") {
  std::string pattern;
  for (int field = 0; field < 20; ++field) pattern += "{f" + std::to_string(field) + "}a";
  const NamePattern many(pattern + "b");
  CHECK_FALSE(many.match(std::string(2000, 'a')));
}
