// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "common/calendar.hpp"
#include "searcher/query/ast.hpp"

namespace demarche {

/// The days that a `date:`, `since:` or `until:` filter asks for; an open end
/// is the first or last day there is. Throws QueryError at the filter's place
/// for an impossible or reversed date.
DateSpan date_range(const QueryNode& filter);

/// Throws QueryError where a `since` among operands side by side is after an
/// `until`, or as date_range().
void check_bounds(const std::vector<QueryNode>& operands);

}  // namespace demarche
