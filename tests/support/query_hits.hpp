// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/archive.hpp"

namespace demarche::test {

/// A query, and the ids of the statements that it must find.
struct QueryHits {
  std::string query;
  std::set<std::string> found;
};

/// Checks that each query finds these, and counts as many, with `settings` on top of
/// Archive::searcher_options().
void check_hits(
    const Archive& archive, const std::vector<QueryHits>& rows,
    void (*settings)(SearcherOptions&) = [](SearcherOptions&) {});

/// Writes texts by file name, and indexes them.
void fill(Archive& archive, const std::vector<std::pair<std::string, std::string>>& texts);

}  // namespace demarche::test
