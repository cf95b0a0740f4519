// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "common/text/utf8.hpp"
#include "searcher/output/delimited.hpp"
#include "tests/support/sample_results.hpp"

namespace demarche {

namespace {

using Row = std::vector<std::string>;

/// Rows of CSV by RFC 4180's grammar, with LF at a row's end; nothing is undone but quotation.
std::vector<Row> csv_rows(const std::string& bytes) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < bytes.size();) {
    Row row;
    for (bool more = true; more;) {
      std::string cell;
      if (bytes[at] == '"') {
        for (++at;; ++at) {
          REQUIRE(at + 1 < bytes.size());
          if (bytes[at] == '"' && bytes[++at] != '"') break;
          cell += bytes[at];
        }
      } else {
        while (bytes.at(at) != ',' && bytes[at] != '\n') {
          REQUIRE(bytes[at] != '"');
          REQUIRE(bytes[at] != '\r');
          cell += bytes[at++];
        }
      }
      row.push_back(cell);
      REQUIRE((bytes.at(at) == ',' || bytes[at] == '\n'));
      more = bytes[at++] == ',';
    }
    rows.push_back(row);
  }
  return rows;
}

const std::u32string signs = U"=+-@\t\r\n＝＋－＠";

/// What searcher(1) says of apostrophes, on code points.
std::string without_guard(const std::string& cell) {
  const std::u32string text = code_points(cell);
  const std::size_t end = text.find_first_not_of(U'\'');
  const bool is_guarded =
      end != 0 && end != std::u32string::npos && signs.find(text[end]) != std::u32string::npos;
  return is_guarded ? cell.substr(1) : cell;
}

std::vector<Row> tsv_rows(const std::string& bytes) {
  std::vector<Row> rows;
  Row row(1);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') {
      rows.push_back(row);
      row = Row(1);
    } else if (bytes[at] == '\t') {
      row.emplace_back();
    } else if (bytes[at] == '\\') {
      const std::string letters = "tnr\\", meant = "\t\n\r\\";
      row.back() += meant.at(letters.find(bytes.at(++at)));
    } else {
      REQUIRE(bytes[at] != '\r');
      row.back() += bytes[at];
    }
  }
  REQUIRE(row == Row(1));
  return rows;
}

/// Text of what matters to tables, and of anything.
std::string random_text(std::mt19937& random) {
  static const std::u32string alphabet =
      std::u32string(U"\0\x01\x1b\x7f\x85\u2028\u202e\u200f'\"',;|\\\\n t", 19) + signs +
      U"éع停\U0001F54A\uFEFF\u0301";
  std::string text;
  for (std::size_t left = random() % 7; left > 0; --left) {
    char32_t c = alphabet[random() % alphabet.size()];
    if (random() % 8 == 0) c = static_cast<char32_t>(random() % 0x110000);
    if (c >= 0xD800 && c < 0xE000) c = U'\'';
    append_utf8(c, text);
  }
  return text;
}

std::string row_of(const Row& row, Delimited form) {
  std::vector<Cell> cells;
  for (const std::string& cell : row) cells.emplace_back(std::string_view(cell));
  return format_row(cells, form);
}

}  // namespace

TEST_CASE("every text in a cell of CSV or TSV is read back, byte for byte", "[laws]") {
  std::mt19937 random(20261127);
  for (int round = 0; round < 20'000; ++round) {
    Row row(1 + random() % 4);
    for (std::string& cell : row) cell = random_text(random);
    std::vector<Row> csv = csv_rows(row_of(row, Delimited::csv));
    REQUIRE(csv.size() == 1);
    for (std::string& cell : csv[0]) {
      const std::u32string text = code_points(cell);
      REQUIRE((text.empty() || signs.find(text[0]) == std::u32string::npos));
      cell = without_guard(cell);
    }
    REQUIRE(csv[0] == row);
    REQUIRE(tsv_rows(row_of(row, Delimited::tsv)) == std::vector<Row>{row});
  }
}

TEST_CASE("cells of CSV are quoted where they need be, and no formula is run") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", ""},
      {"plain; 'text' (42)", "plain; 'text' (42)"},
      {"a,b", "\"a,b\""},
      {"say \"no\"", "\"say \"\"no\"\"\""},
      {"a\nb", "\"a\nb\""},
      {"a\rb", "\"a\rb\""},
      {" a", "\" a\""},
      {"a ", "\"a \""},
      {"a\tb", "a\tb"},
      {"=1+1", "'=1+1"},
      {"+1", "'+1"},
      {"-1", "'-1"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\ta", "'\ta"},
      {"\ra", "\"'\ra\""},
      {"\na", "\"'\na\""},
      {"＝1", "'＝1"},
      {"－1", "'－1"},
      {"'=1", "''=1"},
      {"''=1", "'''=1"},
      {"'", "'"},
      {"'a", "'a"},
      {"''", "''"},
      {"=a,b", "\"'=a,b\""},
      {"a=1", "a=1"},
      {std::string("a\0b", 3), std::string("a\0b", 3)}};
  for (const auto& [text, cell] : rows) CHECK(text_cell(text, Delimited::csv) == cell);
}

TEST_CASE("cells of TSV are escaped as jq's @tsv does it, and nothing is put in front") {
  CHECK(text_cell("a\tb\nc\rd\\e", Delimited::tsv) == "a\\tb\\nc\\rd\\\\e");
  CHECK(text_cell("=1, \"x\" ", Delimited::tsv) == "=1, \"x\" ");
}

TEST_CASE("a row that would be an empty line of CSV is a cell") {
  CHECK(format_row({Cell()}, Delimited::csv) == "\"\"\n");
  CHECK(format_row({Cell(), Cell()}, Delimited::csv) == ",\n");
  CHECK(format_row({Cell()}, Delimited::tsv) == "\n");
}

TEST_CASE("numbers of the program's own are cells as they are") {
  CHECK(format_row({std::uint64_t{7}, -0.5, std::string_view("-0.5"), 1e-9}, Delimited::csv) ==
        "7,-0.5,'-0.5,1e-09\n");
}

TEST_CASE("what was counted is a table, and what lacks a value a row without one") {
  SearchResults results;
  results.facets = {{"issuer", {{"Tashmar, DR", 5}, {"=1", 2}}, 1}, {"speaker", {{"A\tB", 8}}, 0}};
  CHECK(facets_header(Delimited::csv, false) == "field,value,statements\n");
  CHECK(facets_header(Delimited::tsv, true) == "qid\tfield\tvalue\tstatements\n");
  CHECK(format_facets(results, Delimited::csv) ==
        "issuer,\"Tashmar, DR\",5\nissuer,'=1,2\nissuer,,1\nspeaker,A\tB,8\n");
  CHECK(format_facets(results, Delimited::tsv, "q").ends_with("q\tspeaker\tA\\tB\t8\n"));
  results.timeline = {
      Period::month, {{"2025-11", 2, 4, 1000}, {"2025-12", 0, 0, 0}}, {"", 1, 3, 9}};
  CHECK(timeline_header(Delimited::csv, true) == "qid,period,statements,all,words,per_million\n");
  CHECK(format_timeline(results, Delimited::csv, "-q") ==
        "'-q,2025-11,2,4,1000,2000\n'-q,2025-12,0,0,0,\n'-q,,1,3,9,111111.11111111111\n");
  results.timeline->undated = {};
  CHECK(format_timeline(results, Delimited::tsv) ==
        "2025-11\t2\t4\t1000\t2000\n2025-12\t0\t0\t0\t\n");
}

}  // namespace demarche
