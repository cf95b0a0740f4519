// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "searcher/query/lexer.hpp"

namespace demarche {

/// Turns the words AND, OR, NOT, NEAR/5 and ADJ/5 that have the operands they
/// need into operators; the others stay words. An operator before one that
/// needs two has none on that side. Throws as distance_of().
void mark_operators(std::vector<Lexeme>& lexemes);

/// Whether a word is written like an operator: `AND`, `NEAR/5`, also `NEAR/x`.
bool is_operator_word(std::string_view word);

/// Whether a word that nothing excludes looks so, as in `"peace"-war`.
bool looks_excluded(std::string_view word);

/// The number of a proximity's other words. Throws QueryError at `span` for
/// more than max_distance.
unsigned distance_of(std::string_view digits, SourceSpan span);

}  // namespace demarche
