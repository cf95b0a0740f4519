// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "searcher/query/ast.hpp"

namespace demarche {

/// One of those parts of a query that must all hold: an operand, or several
/// that are one: filters of a field that are alternatives, the words of a name,
/// with --any all that rank. Views into the tree.
using QueryPart = std::vector<const QueryNode*>;

/// The parts of the query, in its order; brackets and fields around several
/// operands are opened. `joined`: places of several operands that are one, as
/// the compiler found them. `any`: whether of a sequence one word is enough.
std::vector<QueryPart> parts_of(const QueryNode& root, bool any,
                                const std::vector<SourceSpan>& joined);

/// The tree without these of its parts.
QueryNode without_parts(const QueryNode& root, const std::vector<const QueryPart*>& parts);

/// Whether the part says what is not to be there.
bool is_exclusion(const QueryPart& part);

}  // namespace demarche
