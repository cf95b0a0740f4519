// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/operators.hpp"

namespace demarche {

namespace {

bool is_binary_word(const Lexeme& lexeme) {
  return lexeme.kind == LexemeKind::word && !lexeme.attached &&
         (lexeme.text == "AND" || lexeme.text == "OR");
}

bool is_proximity_word(const Lexeme& lexeme) {
  if (lexeme.kind != LexemeKind::word || lexeme.attached) return false;
  const std::size_t slash = lexeme.text.find('/');
  if (slash == std::string_view::npos || slash + 1 == lexeme.text.size()) return false;
  const std::string_view name = lexeme.text.substr(0, slash);
  return (name == "NEAR" || name == "ADJ") &&
         lexeme.text.find_first_not_of("0123456789", slash + 1) == std::string_view::npos;
}

/// Whether an operand begins at lexemes[i]. NOT does so as an operator and as
/// a word; AND and OR don't, so that the last of several is the operator.
bool begins_operand(const std::vector<Lexeme>& lexemes, std::size_t i) {
  return i < lexemes.size() && lexemes[i].kind != LexemeKind::close && !is_binary_word(lexemes[i]);
}

/// Whether an operand ends at lexemes[i], which is marked already.
bool ends_operand(const Lexeme& lexeme) {
  return lexeme.kind == LexemeKind::word || lexeme.kind == LexemeKind::phrase ||
         lexeme.kind == LexemeKind::close;
}

}  // namespace

void mark_operators(std::vector<Lexeme>& lexemes) {
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    Lexeme& lexeme = lexemes[i];
    if (lexeme.kind != LexemeKind::word || lexeme.attached) continue;
    if (!begins_operand(lexemes, i + 1)) continue;
    if (lexeme.text == "NOT") lexeme.kind = LexemeKind::not_operator;
    if (i == 0 || !ends_operand(lexemes[i - 1])) continue;
    if (lexeme.text == "AND") lexeme.kind = LexemeKind::and_operator;
    if (lexeme.text == "OR") lexeme.kind = LexemeKind::or_operator;
    if (is_proximity_word(lexeme)) throw proximity_error(lexeme.span);
  }
}

QueryError proximity_error(SourceSpan span) {
  return {"proximity isn't available in this version", span,
          "put it in quotation marks to search for it as text"};
}

}  // namespace demarche
