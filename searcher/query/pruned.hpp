// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "searcher/query/ast.hpp"

namespace demarche {

/// The tree without its words and phrases that stand at these places, as it is
/// run: they had no word in them. What they leave empty goes with them; a node
/// of alternatives that has one left is that one. The root stays.
QueryNode without(QueryNode tree, const std::vector<SourceSpan>& places);

}  // namespace demarche
