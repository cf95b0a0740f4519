// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/query/fields.hpp"
#include "searcher/query/lexer.hpp"

namespace demarche {

/// Throws QueryError where lexemes[at], which follows a field that words are
/// searched in, would be read otherwise than it was meant: a minus, or another field.
void check_content_value(std::string_view query, const std::vector<Lexeme>& lexemes, std::size_t at,
                         const ParserSettings& settings);

/// The same for the value of a filter, which is one word or quotation without
/// signs, and holds all that was meant: not half of `cites:S/RES/242 (1967)` or
/// `date:2024 .. 2025`.
void check_filter_value(std::string_view query, const std::vector<Lexeme>& lexemes, std::size_t at,
                        const QueryField& field);

}  // namespace demarche
