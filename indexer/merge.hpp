// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "indexer/options.hpp"

namespace demarche {

/// Makes the index at options.index_path of the indexes at options.paths, and
/// sums up on stderr. Returns exit_code::ok. Throws UsageError where there is
/// an index already, or an id stands in two of them; IndexError for one that
/// is missing, foreign, damaged or of another version. Then nothing was made.
int merge_indexes(const IndexerOptions& options);

}  // namespace demarche
