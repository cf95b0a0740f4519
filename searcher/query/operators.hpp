// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "searcher/query/lexer.hpp"

namespace demarche {

/// Turns the words AND, OR and NOT that have the operands they need into
/// operators; the others stay words. An operator before AND or OR has none on
/// that side. Throws QueryError for NEAR/5 or ADJ/5 between operands, which
/// would otherwise be searched for as text in silence.
void mark_operators(std::vector<Lexeme>& lexemes);

/// What is said of `NEAR/5`, `ADJ/5` and `"…"~5` as long as there is no such thing.
QueryError proximity_error(SourceSpan span);

}  // namespace demarche
