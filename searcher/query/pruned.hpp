// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "searcher/query/ast.hpp"

namespace demarche {

/// The tree without its nodes that stand at these places. What they leave empty
/// goes with them; a node of alternatives that has one left is that one. The
/// root stays. Without the parts that had no word in them it is the tree as it is run.
QueryNode without(QueryNode tree, const std::vector<SourceSpan>& places);

}  // namespace demarche
