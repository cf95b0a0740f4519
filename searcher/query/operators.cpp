// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/operators.hpp"

#include <fmt/format.h>

#include <charconv>

namespace demarche {

namespace {

/// The digits of a word like NEAR/5; empty where it is none.
std::string_view distance_digits(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view name = word.substr(0, slash);
  const std::string_view digits = word.substr(slash + 1);
  const bool is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
  return (name == "NEAR" || name == "ADJ") && is_number ? digits : std::string_view{};
}

bool is_word_lexeme(const Lexeme& lexeme) {
  return lexeme.kind == LexemeKind::word && !lexeme.attached;
}

bool is_binary_word(const Lexeme& lexeme) {
  return is_word_lexeme(lexeme) &&
         (lexeme.text == "AND" || lexeme.text == "OR" || !distance_digits(lexeme.text).empty());
}

/// Whether an operand begins at lexemes[i]. NOT does so as an operator and as
/// a word; the others don't, so that the last of several is the operator.
bool begins_operand(const std::vector<Lexeme>& lexemes, std::size_t i) {
  return i < lexemes.size() && lexemes[i].kind != LexemeKind::close && !is_binary_word(lexemes[i]);
}

/// Whether an operand ends at lexemes[i], which is marked already.
bool ends_operand(const Lexeme& lexeme) {
  return lexeme.kind == LexemeKind::word || lexeme.kind == LexemeKind::phrase ||
         lexeme.kind == LexemeKind::close;
}

void mark_near(Lexeme& lexeme) {
  const std::string_view digits = distance_digits(lexeme.text);
  if (digits.empty()) return;
  lexeme.kind = LexemeKind::near_operator;
  lexeme.distance = distance_of(digits, lexeme.span);
}

}  // namespace

void mark_operators(std::vector<Lexeme>& lexemes) {
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    Lexeme& lexeme = lexemes[i];
    if (!is_word_lexeme(lexeme) || !begins_operand(lexemes, i + 1)) continue;
    if (lexeme.text == "NOT") lexeme.kind = LexemeKind::not_operator;
    if (i == 0 || !ends_operand(lexemes[i - 1])) continue;
    if (lexeme.text == "AND") lexeme.kind = LexemeKind::and_operator;
    if (lexeme.text == "OR") lexeme.kind = LexemeKind::or_operator;
    mark_near(lexeme);
  }
}

bool is_operator_word(std::string_view word) {
  return word == "AND" || word == "OR" || word == "NOT" || word.starts_with("NEAR/") ||
         word.starts_with("ADJ/");
}

bool looks_excluded(std::string_view word) {
  return word.size() > 1 && word[0] == '-' && word[1] != '-';
}

unsigned distance_of(std::string_view digits, SourceSpan span) {
  unsigned distance = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), distance);
  if (error != std::errc() || distance > max_distance)
    throw QueryError(fmt::format("at most {} other words may be allowed for", max_distance), span,
                     "what stands further apart, words side by side find");
  return distance;
}

}  // namespace demarche
