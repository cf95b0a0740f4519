// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/calendar.hpp"

#include <catch2/catch.hpp>

using demarche::parse_date;

namespace {

struct Row {
  const char* text;
  const char* first;
  const char* last;
};

}  // namespace

TEST_CASE("a date is the span of days that its precision says", "[calendar]") {
  const auto row = GENERATE(values<Row>({
      {"2025-11-09", "20251109", "20251109"},
      {"2025-11", "20251101", "20251130"},
      {"2025", "20250101", "20251231"},
      {"2024-02", "20240201", "20240229"},
      {"2023-02", "20230201", "20230228"},
      {"1900-02", "19000201", "19000228"},
      {"2000-02", "20000201", "20000229"},
      {"2024-02-29", "20240229", "20240229"},
      {"0001", "00010101", "00011231"},
      {"9999-12-31", "99991231", "99991231"},
  }));
  CAPTURE(row.text);
  const auto span = parse_date(row.text);
  REQUIRE(span);
  CHECK(span->first == row.first);
  CHECK(span->last == row.last);
}

TEST_CASE("a date and time is the date", "[calendar]") {
  const std::string text =
      GENERATE("2025-11-09T10:00", "2025-11-09T10:00Z", "2025-11-09T10:00:00Z",
               "2025-11-09t10:00:00z", "2025-11-09 10:00:00", "2025-11-09T10:00:00.123456789Z",
               "2025-11-09T10:00:00,5", "2025-11-09T10:00:00+05", "2025-11-09T10:00:00-0330",
               "2025-11-09T10:00:00+05:30", "2025-11-09T23:59:60Z", "2025-11-09T24:00:00Z");
  CAPTURE(text);
  const auto span = parse_date(text);
  REQUIRE(span);
  CHECK(span->first == "20251109");
  CHECK(span->last == "20251109");
}

TEST_CASE("what is no date, or none of the calendar's, gives nothing", "[calendar]") {
  const std::string text = GENERATE(
      "", " ", "0000", "0000-01-01", "25", "202", "20255", "2025-", "2025-0", "2025-00", "2025-13",
      "2025-1", "2025-11-", "2025-11-0", "2025-11-00", "2025-11-31", "2025-02-29", "1900-02-29",
      "2025-11-9", "2025/11/09", "09-11-2025", "9 November 2025", " 2025", "2025 ", "2025-11-09x",
      "2025-11-09T", "2025-11-09T1", "2025-11-09T10", "2025-11-09T25:00", "2025-11-09T24:01",
      "2025-11-09T10:60", "2025-11-09T10:00:61", "2025-11-09T10:00:00.", "2025-11-09T10:00+",
      "2025-11-09T10:00+24:00", "2025-11-09T10:00+05:60", "2025-11-09T10:00ZZ", "-2025", "+2025",
      "２０２５", "2025-11T10:00");
  CAPTURE(text);
  CHECK_FALSE(parse_date(text));
}

TEST_CASE("a NUL in a date makes it none", "[calendar]") {
  CHECK_FALSE(parse_date(std::string_view("2025\0", 5)));
  CHECK_FALSE(parse_date(std::string_view("2025-11-09\0T", 12)));
}
