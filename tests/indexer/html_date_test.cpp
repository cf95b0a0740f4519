// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/date.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

namespace {

struct Row {
  std::string_view text, language, iso;
};

}  // namespace

TEST_CASE("a date is found in the ways that pages write it", "[html]") {
  const Row row = GENERATE(values<Row>({
      {"Published 2024-03-12T23:30:00+04:00", "en", "2024-03-12"},
      {"12.03.2024", "", "2024-03-12"},
      {"12/03/2024", "fr", "2024-03-12"},
      {"03/12/2024", "en-US", "2024-03-12"},
      {"12/03/2024", "en-GB", "2024-03-12"},
      {"31/03/2024", "en", "2024-03-31"},
      {"2024/3/12", "ja", "2024-03-12"},
      {"Tuesday, the 12th of March, 2024", "en", "2024-03-12"},
      {"March 12, 2024", "en", "2024-03-12"},
      {"12 Sept. 2024", "en", "2024-09-12"},
      {"le 1er août 2024", "fr", "2024-08-01"},
      {"5 de mayo de 2024", "es", "2024-05-05"},
      {"3. März 2024", "de", "2024-03-03"},
      {"12 марта 2024 года", "ru", "2024-03-12"},
      {"7. listopada 2024.", "hr", "2024-10-07"},
      {"7 listopada 2024", "pl", "2024-11-07"},
      {"2024. március 12.", "hu", "2024-03-12"},
      {"١٢ آذار ٢٠٢٤", "ar", "2024-03-12"},
      {"7 تشرين الثاني 2021", "ar", "2021-11-07"},
      {"12 במרץ 2024", "he", "2024-03-12"},
      {"۲۲ اسفند ۱۴۰۲", "fa", "2024-03-12"},
      {"1403/12/30", "fa", "2025-03-20"},
      {"1402/12/29", "fa", "2024-03-19"},
      {"1399/10/12", "fa", "2021-01-01"},
      {"1300/01/01", "fa", "1921-03-21"},
      {"2024年3月12日", "zh", "2024-03-12"},
      {"二〇二四年三月十二日", "zh", "2024-03-12"},
      {"令和6年3月12日", "ja", "2024-03-12"},
      {"令和元年5月1日", "ja", "2019-05-01"},
      {"民國113年3月12日", "zh", "2024-03-12"},
      {"2024년 3월 12일", "ko", "2024-03-12"},
      {"12 มีนาคม 2567", "th", "2024-03-12"},
      {"Ngày 12 tháng 3 năm 2024", "vi", "2024-03-12"},
      {"12 Mart 2024", "tr", "2024-03-12"},
      {"March 2024", "en", "2024-03"},
      {"22 بهمن 1357", "fa", "1979-02-11"},
      {"昭和64年1月7日", "ja", "1989-01-07"},
      {"２０２４／３／１２", "ja", "2024-03-12"},
      {"２０２４．３．１２", "ja", "2024-03-12"},
      {"2024\u201003\u201012", "", "2024-03-12"},
      {"2024\u201103\u201112", "", "2024-03-12"},
  }));
  INFO(row.text);
  const auto found = find_date(row.text, row.language);
  REQUIRE(found);
  CHECK_FALSE(found->is_ambiguous);
  CHECK(found->iso == row.iso);
}

TEST_CASE("day and month that can't be told apart are said so", "[html]") {
  const auto found = find_date("Posted 03/04/2024", "en");
  REQUIRE(found);
  CHECK(found->is_ambiguous);
  CHECK(found->iso.empty());
  CHECK(find_date("Posted 03/04/2024", "")->is_ambiguous);
}

TEST_CASE("what only looks like a date is none", "[html]") {
  const auto* const text =
      GENERATE("31.02.2024", "1402/12/30", "1402/07/31", "1402/13/01", "1402/00/05", "1402/05/00",
               "S/RES/2334 (2016)", "resolution 2024", "12 people in 2024", "",
               "paragraph 12 of March", "1.2.3.4", "99999999", "12 March 0024");
  INFO(text);
  CHECK_FALSE(find_date(text, "en"));
}
