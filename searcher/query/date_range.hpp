// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "common/calendar.hpp"
#include "searcher/query/ast.hpp"

namespace demarche {

/// The days that a `date:`, `since:` or `until:` filter asks for; an open end
/// is the first or last day there is. Throws QueryError at the filter's place
/// for an impossible or reversed date.
DateSpan date_range(const QueryNode& filter);

}  // namespace demarche
