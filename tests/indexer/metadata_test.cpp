// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/metadata.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "common/error.hpp"
#include "indexer/readers/records/table.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

using Cells = std::vector<std::string>;
using Join = std::vector<std::pair<std::string, std::string>>;

std::vector<Cells> cells_of(const std::vector<TableRow>& rows) {
  std::vector<Cells> cells;
  for (const TableRow& row : rows) cells.push_back(row.cells);
  return cells;
}

MetadataTable table_of(std::string_view text, const Join& join, std::string_view name = "t.csv") {
  const test::TemporaryFolder folder;
  return MetadataTable(folder.write(name, text), join);
}

std::string error_of(std::string_view text, const Join& join, std::string_view name = "t.csv") {
  try {
    table_of(text, join, name);
    return {};
  } catch (const UsageError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
}

FieldMap row_of(const MetadataTable& table, const FieldMap& fields) {
  const FieldMap* row = table.find(fields);
  return row == nullptr ? FieldMap{{"no", "row"}} : *row;
}

}  // namespace

TEST_CASE("CSV is read as RFC 4180 has it", "[table]") {
  struct Row {
    std::string text;
    std::vector<Cells> cells;
  };
  const auto row = GENERATE(values<Row>({
      {"", {}},
      {"\n\n", {}},
      {"a,b\n1,2\n", {{"a", "b"}, {"1", "2"}}},
      {"a,b\n1,2", {{"a", "b"}, {"1", "2"}}},
      {"a,\n,b\n", {{"a", ""}, {"", "b"}}},
      {",,\n", {}},
      {"\"a,b\",\"c\"\"d\"\n", {{"a,b", "c\"d"}}},
      {"\"two\nlines\",x\ny,z\n", {{"two\nlines", "x"}, {"y", "z"}}},
      {"\" a \", b \n", {{" a ", "b"}}},
      {"Türkiye,中文\n", {{"Türkiye", "中文"}}},
  }));
  CAPTURE(row.text);
  const auto rows = parse_csv(row.text);
  REQUIRE(rows);
  CHECK(cells_of(*rows) == row.cells);
}

TEST_CASE("a row of a table knows the line where it begins", "[table]") {
  const auto csv = parse_csv("a\n\n\"b\nc\"\nd\n");
  REQUIRE(csv->size() == 3);
  CHECK((*csv)[0].line == 1);
  CHECK((*csv)[1].cells == Cells{"b\nc"});
  CHECK((*csv)[2].line == 5);
  const auto tsv = parse_tsv("a\n\nb\tc\n");
  CHECK((*tsv)[1].line == 3);
}

TEST_CASE("broken quotes of a CSV are named by their line", "[table]") {
  CHECK_THAT(parse_csv("a,b\n1,\"2\n3,4\n").error(), Catch::StartsWith("line 2: "));
  CHECK_THAT(parse_csv("a,b\n1,2\nx,\"y\"z\n").error(), Catch::StartsWith("line 3: "));
  CHECK_THAT(parse_csv("a,b\n1,2\nx,y \"z\"\n").error(), Catch::StartsWith("line 3: "));
}

TEST_CASE("quotes mean nothing in TSV", "[table]") {
  CHECK(cells_of(*parse_tsv("\"a\tb\"\n\"\t\n\t\t\nx")) ==
        std::vector<Cells>{{"\"a", "b\""}, {"\"", ""}, {"x"}});
}

TEST_CASE("a row gives its fields but those joined on and the empty ones", "[metadata]") {
  const MetadataTable table = table_of(
      "year\tsession\tiso\tcountry\tspeaker\tpost\n"
      "2008\t63\tQAT\tQatar\tSheikh Hamad\t\n"
      "1946\t1\tARG\tArgentina\tMr. Arce\n",
      {{"session", "session"}, {"year", "year"}, {"issuer", "iso"}}, "speakers.tsv");
  CHECK(row_of(table, {{"issuer", "QAT"}, {"session", "63"}, {"year", "2008"}}) ==
        FieldMap{{"country", "Qatar"}, {"speaker", "Sheikh Hamad"}});
  CHECK(row_of(table, {{"issuer", "ARG"}, {"session", "01"}, {"year", "1946"}, {"x", "y"}}) ==
        FieldMap{{"country", "Argentina"}, {"speaker", "Mr. Arce"}});
  CHECK(table.find({{"issuer", "QAT"}, {"session", "63"}, {"year", "2009"}}) == nullptr);
  CHECK(table.find({{"issuer", "QAT"}, {"session", "63"}}) == nullptr);
  CHECK(table.find({}) == nullptr);
  CHECK(table.repeated_keys().empty());
}

TEST_CASE("whole numbers join as numbers, all else as it is written", "[metadata]") {
  const MetadataTable table = table_of(
      "k,v\n007,seven\n0,nought\n1.0,one\na01,a\n-1,minus\n"
      "99999999999999999999999999,many\n",
      {{"k", "k"}});
  struct Row {
    std::string key;
    std::string value;  ///< empty: no row
  };
  const auto row = GENERATE(values<Row>({{"7", "seven"},
                                         {"0007", "seven"},
                                         {"000", "nought"},
                                         {"1", ""},
                                         {"1.0", "one"},
                                         {"a1", ""},
                                         {"A01", ""},
                                         {"-01", ""},
                                         {"-1", "minus"},
                                         {"099999999999999999999999999", "many"}}));
  CAPTURE(row.key);
  const FieldMap* found = table.find({{"k", row.key}});
  CHECK((found == nullptr ? std::string() : found->at("v")) == row.value);
}

TEST_CASE("a key of several rows is the first one's, and reported once", "[metadata]") {
  const MetadataTable table = table_of("year,iso,v\n1998,PAK,a\n01998,PAK,b\n1998,PAK,c\n,PAK,d\n",
                                       {{"year", "year"}, {"issuer", "iso"}});
  CHECK(row_of(table, {{"year", "1998"}, {"issuer", "PAK"}}) == FieldMap{{"v", "a"}});
  CHECK(table.repeated_keys() == Cells{"year=1998 issuer=PAK"});
}

TEST_CASE("column names become field names; id and text give no field", "[metadata]") {
  const MetadataTable table =
      table_of("\xef\xbb\xbfKey, Speaker Name ,lang,id,text\r\n1,\"two\r\nlines\",fr,x,y\r\n",
               {{"session", "KEY"}});
  CHECK(row_of(table, {{"session", "1"}}) ==
        FieldMap{{"language", "fr"}, {"speaker_name", "two lines"}});
}

TEST_CASE("a table in Windows-1252 or with tabs under another name is read", "[metadata]") {
  const MetadataTable table = table_of("k\tissuer\n1\tT\xfcrkiye\n", {{"k", "k"}}, "t.txt");
  CHECK(row_of(table, {{"k", "1"}}) == FieldMap{{"issuer", "Türkiye"}});
}

TEST_CASE("a table may be moved", "[metadata]") {
  MetadataTable table = table_of("k,v\n1,a\n", {{"k", "k"}});
  const MetadataTable moved = std::move(table);
  CHECK(row_of(moved, {{"k", "1"}}) == FieldMap{{"v", "a"}});
}

TEST_CASE("a bad table is a usage error that says where", "[metadata]") {
  struct Row {
    std::string text;
    std::string message;
  };
  const auto row = GENERATE(values<Row>({
      {"", "t.csv' is empty"},
      {"\n\n", "t.csv' is empty"},
      {"k,v\n1,2\n3,4,5\n", "line 3: 3 cells, but only 2 columns have a name"},
      {"k,v\n\"a\nb\",2\n3,4,5\n", "line 4: 3 cells"},
      {"k,v\n1,\"2\n", "line 2: a quote is not closed"},
      {"x,v\n", "has no column 'k' | it has x, v"},
      {"k,\n", "column 2: '' is no field name"},
      {"k,Näme\n", "column 2: 'Näme' is no field name"},
      {"k,v,V\n", "has two columns 'v'"},
      {std::string("k,v\n\0", 5), "not text"},
  }));
  CAPTURE(row.text);
  CHECK_THAT(error_of(row.text, {{"k", "k"}}), Catch::Contains(row.message));
}

TEST_CASE("a table that can't be read is a usage error", "[metadata]") {
  const test::TemporaryFolder folder;
  REQUIRE(mkfifo(folder.path_of("fifo").c_str(), 0600) == 0);
  CHECK_THROWS_AS(MetadataTable(folder.path_of("none"), {{"k", "k"}}), UsageError);
  CHECK_THROWS_AS(MetadataTable(folder.path_of("fifo"), {{"k", "k"}}), UsageError);
  CHECK_THROWS_AS(MetadataTable(folder.path(), {{"k", "k"}}), UsageError);
}
