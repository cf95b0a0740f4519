// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/query/ast.hpp"

namespace demarche {

/// Throws QueryError where a tree has more than max_query_leaves words, phrases
/// and filters, or more than max_query_wildcards of them are beginnings.
void check_query_size(const QueryNode& root);

[[noreturn]] void throw_too_many_words(SourceSpan span);

}  // namespace demarche
