// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "searcher/query/date_range.hpp"
#include "searcher/query/parser.hpp"

using namespace demarche;

namespace {

std::string hint(const std::string& query) {
  try {
    date_range(parse_query(query, {}).children.front());
  } catch (const QueryError& error) {
    return error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("what is no date is met with what was probably meant", "[query][date]") {
  const std::string forms = "a date is YYYY, YYYY-MM or YYYY-MM-DD";
  const std::string all_forms = forms + "; a range is FROM..TO, FROM.. or ..TO";
  CHECK(hint("date:yesterday") == all_forms);
  CHECK(hint("date:31.12.2024") == all_forms);
  CHECK(hint("since:yesterday") == forms);
  CHECK(hint("date:2025-02-30") == "2025-02 has fewer days");
  CHECK(hint("date:2025-13") == "a year has the months 01 to 12");
  CHECK(hint("date:2025-10-2025-11") == "a range is date:2025-10..2025-11");
  CHECK(hint("date:2024-2025") == "a range is date:2024..2025");
  CHECK(hint("since:2024..2025") == "a range is date:FROM..TO");
  CHECK(hint("date:2024-02-29") == "no error");
}
