// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/document_information.hpp"

using namespace demarche;

TEST_CASE("a dateline gives its date, and no other line does", "[dateline]") {
  struct Row {
    const char* text;
    const char* date;
  };
  const auto row = GENERATE(values<Row>({
      {"Statement\n\nMervash, 3 May 2023\n\nThe Ministry …", "2023-05-03"},
      {"3 May 2023", "2023-05-03"},
      {"May 3rd, 2023", "2023-05-03"},
      {"Wednesday, 3 May 2023", "2023-05-03"},
      {"2023-05-03", "2023-05-03"},
      {"Date: 3 May 2023", "2023-05-03"},
      {"Wadi Sunbul, the 3rd of May 2023", "2023-05-03"},
      {"Port-Hélière, le 1er août 2022", "2022-08-01"},
      {"Puerto Cañizo, 23 de octubre de 2024", "2024-10-23"},
      {"Hochwalden, den 8. März 2021", "2021-03-08"},
      {"Заречье, 5 мая 2023 года", "2023-05-05"},
      {"3 May 2023\n3 May 2023", "2023-05-03"},
      {"2023年5月3日", "2023-05-03"},
      {"关于2023年5月3日事件的声明", ""},
      {"2023年5月3日，发言人", ""},
      // More than a date, or more than one.
      {"3 May 2023\n4 May 2023", ""},
      {"Statement on the events of 9 May 1945", ""},
      {"The round opened on 3 May 2023 in Mervash.", ""},
      {"Mervash 3 May 2023", ""},
      {"Mervash, 3 May 2023, released at noon by the Office", ""},
      {"Mervash, 31 June 2023", ""},
      {"Mervash, 03/05/2023", ""},
      {"May 2023", ""},
      {"", ""},
  }));
  CAPTURE(row.text);
  CHECK(dateline_date(row.text).value_or("") == row.date);
}

TEST_CASE("a dateline stands in a text's beginning", "[dateline]") {
  CHECK_FALSE(dateline_date(std::string(2000, 'a') + "\n\n3 May 2023"));
}

TEST_CASE("a title that a program made up is none", "[information]") {
  const std::string title =
      GENERATE(as<std::string>(), "", "  ", "untitled", "Untitled-1", "Microsoft Word - note 3.doc",
               "statement_final.docx", "PowerPoint Presentation", std::string(600, 'a'));
  ReadStatement read;
  add_information(read, {title, "", ""});
  CHECK(read.information.empty());
}

TEST_CASE("what a file says of itself is taken where it can be used", "[information]") {
  ReadStatement read;
  add_information(read, {"Note\n on ferries", "2023-05-03T10:00:00Z", "FR-ca"});
  CHECK(read.information == decltype(read.information){{"title", "Note  on ferries"},
                                                       {"date", "2023-05-03"},
                                                       {"date_source", "file"},
                                                       {"language", "fr-CA"}});
  ReadStatement bad;
  add_information(bad, {"", "2023-13-40T", "no language"});
  CHECK(bad.information.empty());
}
