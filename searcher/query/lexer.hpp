// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "searcher/query/ast.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

enum class LexemeKind {
  word,           ///< a run without spaces, quotation marks and brackets
  phrase,         ///< a quotation; `text` is what stands between the marks, `distance` after `~`
  open,           ///< (
  close,          ///< )
  minus,          ///< `-` directly before an operand
  field,          ///< `title:` directly before a value; `text` is the name as typed
  and_operator,   ///< AND with operands on both sides
  or_operator,    ///< OR with operands on both sides
  near_operator,  ///< NEAR/5 or ADJ/5 with operands on both sides
  not_operator    ///< NOT with an operand on its right
};

/// A piece of the query. The lexer sees to it that a word, a phrase or an open
/// bracket follows a field, and one of these or a field follows a minus.
struct Lexeme {
  LexemeKind kind = LexemeKind::word;
  SourceSpan span;
  std::string_view text;                  ///< of the query; valid as long as it is
  bool attached = false;                  ///< stands directly after a minus or a field: no operator
  bool exact = false;                     ///< phrase: `="a b"`
  std::optional<unsigned> distance = {};  ///< near_operator; phrase: `~5`
};

/// Splits a query of valid UTF-8. Called by parse_query() only. Throws
/// QueryError for a quotation that is empty or not closed, for a distance that
/// is none or too great, for what can't follow a phrase, and for a field
/// without a value.
std::vector<Lexeme> split_query(std::string_view query, const ParserSettings& settings);

/// The name, if `text` begins like a field: `title:x`, but not `19:30`,
/// `https://…` or `title:` alone. `followed`: something stands directly after
/// `text` that can be the value.
std::optional<std::string_view> field_name_of(std::string_view text, bool followed,
                                              const ParserSettings& settings);

}  // namespace demarche
