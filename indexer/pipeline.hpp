// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "indexer/options.hpp"

namespace demarche {

/// Brings the index up to date with options.paths, in one commit, and sums up
/// on stderr. Returns exit_code::ok, or exit_code::incomplete where inputs were
/// skipped. Throws Error; then the index is as it was.
int run_pipeline(const IndexerOptions& options);

}  // namespace demarche
