// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/timestamp.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <ctime>
#include <string>

#include "common/error.hpp"

using namespace demarche;

TEST_CASE("a time is a span of seconds to the precision written", "[timestamp]") {
  const auto check = [](const std::string& text, const char* first, const char* last) {
    INFO(text);
    const auto span = parse_time(text);
    REQUIRE(span);
    CHECK(format_time(span->first_s) == first);
    CHECK(format_time(span->last_s) == last);
  };
  check("2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59Z");
  check("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59Z");
  check("2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59Z");
  check("2024-02-29T07:08", "2024-02-29T07:08:00Z", "2024-02-29T07:08:59Z");
  check("2024-02-29T07:08:09Z", "2024-02-29T07:08:09Z", "2024-02-29T07:08:09Z");
  check("1969-12-31 23:59:59", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z");
  CHECK(parse_time("1970-01-01T00:00:00Z")->first_s == 0);
  CHECK(parse_time("2001-09-09T01:46:40Z")->first_s == 1'000'000'000);
}

TEST_CASE("what is no time is none", "[timestamp]") {
  for (const char* text :
       {"", "yesterday", "2024-02-30", "2024-02T07:08", "2024-02-29T", "2024-02-29T7",
        "2024-02-29T24:00", "2024-02-29T07:60", "2024-02-29T07:08:60", "2024-02-29T07:08:09+01:00",
        "2024-02-29T07:08 ", "2024-02-29T-1:08"}) {
    INFO(text);
    CHECK_FALSE(parse_time(text));
  }
}

TEST_CASE("a run is said to be when SOURCE_DATE_EPOCH says, if that is a time", "[timestamp]") {
  const auto run_at = [](const char* seconds) {
    setenv("SOURCE_DATE_EPOCH", seconds, 1);
    std::string time = "refused";
    try {
      time = format_time(run_time_s());
    } catch (const UsageError&) {
    }
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    return time;
  };
  CHECK(run_at("0") == "1970-01-01T00:00:00Z");
  CHECK(run_at("253402300799") == "9999-12-31T23:59:59Z");
  for (const char* no_time : {"", "-1", "1.5", "soon", "253402300800", "99999999999999999999"}) {
    INFO(no_time);
    CHECK(run_at(no_time) == "refused");
  }
}

TEST_CASE("without SOURCE_DATE_EPOCH a run is said to be now", "[timestamp]") {
  unsetenv("SOURCE_DATE_EPOCH");
  const std::int64_t before = std::time(nullptr), run = run_time_s(), after = std::time(nullptr);
  setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  CHECK(before <= run);
  CHECK(run <= after);
}
