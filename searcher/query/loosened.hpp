// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "searcher/query/ast.hpp"

namespace demarche {

/// What asks for less than a node, the nearest to it first: a phrase with some
/// words among its own, a phrase or proximity as its words side by side, a word
/// in any form and not only as written (`=word`), what is searched within a field
/// without the field. Nothing for what has no such form.
std::vector<QueryNode> loosened(const QueryNode& node);

/// The tree with the node at a place replaced by one that is at no place; a sequence
/// goes into the one around it.
QueryNode replaced(QueryNode tree, SourceSpan place, const QueryNode& replacement);

}  // namespace demarche
