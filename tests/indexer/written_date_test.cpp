// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/written_date.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

TEST_CASE("a date is read as people write it, where it can be but one", "[date]") {
  struct Row {
    const char* written;
    const char* iso;  ///< empty: none
  };
  const auto row = GENERATE(values<Row>({
      {"3 May 2021", "2021-05-03"},
      {"May 3, 2021", "2021-05-03"},
      {"3 мая 2021", "2021-05-03"},
      {"2021/05/03", "2021-05-03"},
      {"2021/5/3 0:00", "2021-05-03"},
      {"20210503", "2021-05-03"},
      {"20210503T100000", ""},
      {"25/04/2021", "2021-04-25"},
      {"4/25/2021 10:00 PM", "2021-04-25"},
      {"03.04.2021", "2021-04-03"},
      {"Mon, 03 May 2021 10:00:00 +0000", "2021-05-03"},
      {"Monday 3 May 2021", "2021-05-03"},
      {"May 2021", "2021-05"},
      {"03/04/2021", ""},
      {"30 February 2021", ""},
      {"20210230", ""},
      {"3 May 2021 - 5 May 2021", ""},
      {"20210503-20210506", ""},
      {"2021/05/03 - 2021/05/06", ""},
      {"before 3 May 2021", ""},
      {"3 May 2021 (draft)", ""},
      {"May", ""},
      {"", ""},
  }));
  CAPTURE(row.written);
  CHECK(written_date(row.written).value_or("") == row.iso);
}

TEST_CASE("of a date that may be two it is said so", "[date]") {
  CHECK(written_date("03/04/2021").error() == "may be of two days");
  CHECK(written_date("soon").error() == "is none (YYYY, YYYY-MM or YYYY-MM-DD)");
  CHECK(written_date("03/04/2021 or later").error() == "is none (YYYY, YYYY-MM or YYYY-MM-DD)");
}
