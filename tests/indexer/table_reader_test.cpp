// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/table_reader.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "indexer/readers/records/json_lines.hpp"

using namespace demarche;

namespace {

const RecordNames no_names;

TableReader reader_of(const std::string& header, const RecordNames& names = no_names,
                      bool quoted = true) {
  auto reader = TableReader::from_header(header, quoted, names);
  REQUIRE(reader);
  return std::move(*reader);
}

std::vector<ReadRecord> rows_of(const TableReader& reader, const std::string& rows) {
  std::vector<ReadRecord> records;
  reader.read({rows, 2, 1, false},
              [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  return records;
}

std::string refusal_of(const std::string& header) {
  const auto reader = TableReader::from_header(header, true, no_names);
  return reader ? "" : reader.error();
}

}  // namespace

TEST_CASE("a row is a statement with the columns' fields", "[table]") {
  const auto records = rows_of(reader_of("ID,Issuer,Round Name,text\n"),
                               "a/1,Verezan,third,\"Mr. President,\n\n\"\"thank\"\" you.\"\n");
  REQUIRE(records.size() == 1);
  REQUIRE(records[0].statement);
  const Statement& statement = records[0].statement->statement;
  CHECK(statement.id == "a/1");
  CHECK(statement.field("issuer") == "Verezan");
  CHECK(statement.field("round_name") == "third");
  CHECK(statement.text == "Mr. President,\n\n\"thank\" you.");
  CHECK(records[0].statement->warnings.empty());
}

TEST_CASE("semicolons, tabs and bars part cells where the first row says so", "[table]") {
  for (const std::string mark : {";", "\t", "|", ","}) {
    const auto records =
        rows_of(reader_of("issuer" + mark + "text\r\n"), "Verezan" + mark + "We agree.\r\n");
    REQUIRE(records.size() == 1);
    REQUIRE(records[0].statement);
    CHECK(records[0].statement->statement.field("issuer") == "Verezan");
    CHECK(records[0].statement->statement.text == "We agree.");
  }
  const auto records =
      rows_of(reader_of("issuer\ttext\n", no_names, false), "Verezan\tsay \"no, thanks\n");
  REQUIRE(records[0].statement);
  CHECK(records[0].statement->statement.text == "say \"no, thanks");
}

TEST_CASE("a bad row is named and those around it are read", "[table]") {
  const auto records = rows_of(reader_of("id,issuer,text\n"),
                               "1,V,good\n"
                               "2,V\n"
                               "3,V,too,many\n"
                               "\n"
                               "4,V,\n"
                               "5,V,x\"y\"\n"
                               "6,V,Sch\xf6nen Dank\n"
                               "7,V,good,,\n"
                               "8,V,\"never closed\n");
  std::vector<std::string> seen;
  for (const ReadRecord& record : records)
    seen.push_back(
        std::to_string(record.line) + "#" + std::to_string(record.number) + ' ' +
        (record.statement ? record.statement->statement.text : record.statement.error()));
  CHECK(seen == std::vector<std::string>{
                    "2#1 good", "3#2 2 cells, but the first row has 3",
                    "4#3 4 cells, but the first row has 3", "6#4 no 'text'; it has: id, issuer",
                    "7#5 a quotation mark is not closed, or stands inside a cell",
                    "8#6 Schönen Dank", "9#7 good",
                    "10#8 a quotation mark is not closed, or stands inside a cell"});
  CHECK(records[5].statement->warnings ==
        std::vector<std::string>{"read as Windows-1252: 1 byte is not UTF-8"});
}

TEST_CASE("a table without names, or with one twice, is refused with what it has", "[table]") {
  CHECK(refusal_of("1,Verezan,We agree.\n") ==
        "the first row names no column “text”, nor one that --map makes it; it has: 1, Verezan, "
        "We agree.");
  CHECK(refusal_of("text,issuer,issuer\n") == "the first row names two columns “issuer”");
  CHECK_FALSE(refusal_of("").empty());
  CHECK(refusal_of("Body;Headline\n").empty());
  std::string many = "c0";
  for (int at = 1; at < 99; ++at) many += ",c" + std::to_string(at);
  CHECK_THAT(refusal_of(many + "\n"),
             Catch::Contains("it has: c0, c1, ") && Catch::EndsWith("c41 …"));
}

TEST_CASE("a table that is none, or of another kind than it is read in, is refused", "[table]") {
  using namespace std::string_literals;
  const std::string utf16 = "it is UTF-16, which is not read in tables: save it as UTF-8";
  CHECK(refusal_of("\xff\xfet\0e\0x\0t\0\n\0"s) == utf16);
  CHECK(refusal_of("\xfe\xff\0t\0e\0x\0t\0\n"s) == utf16);
  CHECK(refusal_of("text,issuer\rWe agree.,Verezan\r") ==
        "its lines end in CR alone, which is not read in tables");
  CHECK(refusal_of("text,issuer\r\n").empty());
  CHECK(refusal_of("%PDF-1.7\n") == "it holds PDF, whatever its name says");
}

TEST_CASE("a row that is too long to be held is named with its line", "[table]") {
  std::vector<ReadRecord> records;
  reader_of("text\n").read({"", 7, 3, true},
                           [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  REQUIRE(records.size() == 1);
  CHECK(records[0].line == 7);
  CHECK(records[0].number == 3);
  REQUIRE_FALSE(records[0].statement);
  CHECK(records[0].statement.error() == "longer than 64 MiB, or its quotation mark is not closed");
}

TEST_CASE("common names are understood, our own come first, and --map before them", "[table]") {
  const auto read = [](const std::string& header, const std::string& row,
                       const RecordNames& names = no_names) {
    auto records = rows_of(reader_of(header + "\n", names), row + "\n");
    REQUIRE(records.size() == 1);
    REQUIRE(records[0].statement);
    return std::move(records[0].statement->statement);
  };
  Statement statement = read("headline,content,published,country", "H,\"two\nlines\",2025-11-09,V");
  CHECK(statement.field("title") == "H");
  CHECK(statement.text == "two\nlines");
  CHECK(statement.field("date") == "2025-11-09");
  CHECK(statement.field("issuer") == "V");
  CHECK(statement.fields.count("headline") == 0);

  statement = read("headline,title,body,text", "H,T,B,X");
  CHECK(statement.field("title") == "T");
  CHECK(statement.field("headline") == "H");
  CHECK(statement.field("body") == "B");
  CHECK(statement.text == "X");

  statement = read("article,body", "A,B");
  CHECK(statement.text == "B");
  CHECK(statement.field("article") == "A");

  const RecordNames names({{"text", "Full Transcript"}, {"title", "headline"}});
  statement = read("title,headline,text,Full Transcript", "T,H,X,F", names);
  CHECK(statement.text == "F");
  CHECK(statement.field("title") == "H");
}

TEST_CASE("the option map takes members of JSON by name and by pointer", "[json_lines][table]") {
  const RecordNames names(
      {{"text", "/content/html/0"}, {"speaker", "/author/full~1name"}, {"topic", "tag"}});
  JsonLinesReader reader(names);
  std::vector<ReadRecord> records;
  LineChunk chunk;
  chunk.bytes =
      R"({"title":"T","tag":"water","author":{"full/name":"A. B.","age":7},"content":{"html":["one","two"]}})"
      "\n";
  reader.read(chunk, [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  REQUIRE(records.size() == 1);
  REQUIRE(records[0].statement);
  CHECK(records[0].statement->warnings.empty());
  const Statement& statement = records[0].statement->statement;
  CHECK(statement.text == "one");
  CHECK(statement.field("speaker") == "A. B.");
  CHECK(statement.field("topic") == "water");
  CHECK(statement.field("title") == "T");
}

TEST_CASE("the line sep= says what parts the cells", "[table]") {
  CHECK(said_delimiter("sep=;\r\n") == ';');
  CHECK(said_delimiter("\"sep=|\"\n") == '|');
  for (const char* line : {"sep=", "sep=x", "sep=;;", "sep;\n", "text\n", ""})
    CHECK_FALSE(said_delimiter(line));
  const auto reader = TableReader::from_header("a,b,c;text\n", true, no_names, ';');
  REQUIRE(reader);
  const auto records = rows_of(*reader, "x,y;We agree.\n");
  CHECK(records.at(0).statement->statement.text == "We agree.");
}

TEST_CASE("a table of very many columns is refused at once", "[table]") {
  std::string header;
  for (int at = 0; at < 300'000; ++at) header += "c" + std::to_string(at) + ",";
  CHECK(refusal_of(header + "text\n") == "more than 10000 columns");
}

TEST_CASE("a NUL loses its row alone", "[table]") {
  const auto records =
      rows_of(reader_of("text\n"), "one\n" + std::string("t\0wo\n", 5) + "three\n");
  REQUIRE(records.size() == 3);
  CHECK(records[0].statement->statement.text == "one");
  CHECK(records[1].line == 3);
  CHECK(records[1].statement.error() == "not text: it holds NUL bytes");
  CHECK(records[2].statement->statement.text == "three");
}

TEST_CASE("an author is not the speaker", "[table]") {
  const auto records = rows_of(reader_of("author,text\n"), "Webmaster,We agree.\n");
  CHECK(records.at(0).statement->statement.field("author") == "Webmaster");
  CHECK(records.at(0).statement->statement.field("speaker").empty());
}

TEST_CASE("HTML in a record's text is read for what it says, all of it", "[table][html]") {
  const auto text = [](const std::string& column, const std::string& cell) {
    const RecordNames names({{"text", column}});
    const auto records = rows_of(reader_of(column + "\n", names), '"' + cell + "\"\n");
    const auto& read = records.at(0).statement;
    return read ? read->statement.text : "(" + read.error() + ")";
  };
  CHECK(text("body", "<p>One &amp; two<br>three.</p>\n<script>alert(1)</script><nav>Four</nav>") ==
        "One & two\nthree.\n\nFour");
  CHECK(text("body", " <!-- wp:paragraph --> <P class=x>One.</P><ul><li>Two<li>Three</ul>") ==
        "One.\n\nTwo\n\nThree");
  CHECK(text("body_html", "Water &lt; wine") == "Water < wine");
  CHECK(text("body", "Water &lt; wine, <b>it is said</b>") == "Water &lt; wine, <b>it is said</b>");
  CHECK(text("body", "<statement>One</statement>") == "<statement>One</statement>");
  CHECK(text("body", "<p>One") == "<p>One");
  CHECK(text("body", "<script>x</script>") == "<script>x</script>");
  CHECK(text("html", "<script>x</script>") == "(no text: its HTML says nothing)");
  std::string deep;
  for (int at = 0; at < 100'000; ++at) deep += "<div>";
  CHECK_THAT(text("body", deep + "x</div>"), Catch::StartsWith("(its HTML: "));
}
