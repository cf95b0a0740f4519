// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <optional>
#include <vector>

namespace demarche {

/// All statements. Not Xapian's Query::MatchAll, which is one object for all threads: to copy it
/// counts references to it, and not atomically.
Xapian::Query all_statements();

/// The query, to select and not to rank.
Xapian::Query zero_weight(const Xapian::Query& query);

/// What `queries` find, joined by `op`, where all of `required` hold and none of
/// `excluded` does; all statements are searched where there are no `queries`.
/// Nothing where there is nothing at all.
std::optional<Xapian::Query> combine(const std::vector<Xapian::Query>& queries,
                                     const std::vector<Xapian::Query>& excluded,
                                     const std::vector<Xapian::Query>& required,
                                     Xapian::Query::op op);

}  // namespace demarche
