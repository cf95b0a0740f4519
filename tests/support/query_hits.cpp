// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/query_hits.hpp"

#include <catch2/catch.hpp>

namespace demarche::test {

void check_hits(const Archive& archive, const std::vector<QueryHits>& rows,
                void (*settings)(SearcherOptions&)) {
  for (const QueryHits& row : rows) {
    INFO(row.query);
    SearcherOptions options = archive.searcher_options(row.query);
    settings(options);
    CHECK(archive.find(options) == row.found);
    CHECK(archive.count(options) == row.found.size());
  }
}

void fill(Archive& archive, const std::vector<std::pair<std::string, std::string>>& texts) {
  for (const auto& [name, text] : texts) archive.write(name, text);
  REQUIRE(archive.index() == 0);
}

}  // namespace demarche::test
