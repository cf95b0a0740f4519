// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/options.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

/// Answers each query of options.batch_file on stdout, in the file's order, in
/// options.jobs threads; what is wrong with a line or a query goes to stderr,
/// and the others go on. Returns the exit code. Throws as StatementIndex and
/// search() for what is no fault of one query, after the answers before it.
int run_batch(const SearcherOptions& options, const TextStyle& style);

}  // namespace demarche
