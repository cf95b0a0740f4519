// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "searcher/query/ast.hpp"

namespace demarche {

/// What of a tree may be a mistake, in sentences for people: words that are
/// written like operators and are none, for want of an operand (`peace AND`), of
/// a number (`peace NEAR war`, `NEAR/x`), of capitals (`near/5`), of the space
/// before a minus (`"peace"-war`), or of the quotation that a `~5` goes with.
/// Each once.
std::vector<std::string> doubts_about(const QueryNode& root);

}  // namespace demarche
