// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// What to count of a query's hits.
struct TallyRequest {
  std::vector<std::string> facets;  ///< fields, by their names in the index
  std::optional<Period> timeline;
};

struct Tally {
  std::uint64_t total = 0;    ///< how many statements `query` finds
  std::vector<Facet> facets;  ///< as asked for
  std::optional<Timeline> timeline;
};

/// Counts the statements that `query` finds, by values and by periods. `base`
/// finds those whose words the rate of a period is of. Nothing is sampled:
/// each statement is counted. Xapian's errors pass through; throws IndexError
/// for a damaged statement.
Tally tally(const Xapian::Database& database, const Xapian::Query& query, const Xapian::Query& base,
            const TallyRequest& request);

}  // namespace demarche
