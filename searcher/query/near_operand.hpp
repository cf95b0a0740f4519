// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "searcher/query/ast.hpp"

namespace demarche {

/// Only what stands somewhere can be near something: a word, a phrase, or
/// alternatives of them. Throws QueryError at `span` for another operand of a
/// proximity; `sign`: its operator as typed, `NEAR/5`.
void check_near_operand(const QueryNode& node, SourceSpan span, std::string_view sign);

}  // namespace demarche
