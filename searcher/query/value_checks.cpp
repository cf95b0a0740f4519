// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/value_checks.hpp"

#include <fmt/format.h>

#include "common/text/utf8.hpp"
#include "searcher/query/characters.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

using Lexemes = std::vector<Lexeme>;

constexpr std::string_view digits = "0123456789";
/// A year or a session: `(1967)`, `(ES-IV)`.
constexpr std::string_view of_citation = "0123456789EISVX-";

bool is_only(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

bool stands(const Lexemes& lexemes, std::size_t at, LexemeKind kind) {
  return at < lexemes.size() && lexemes[at].kind == kind;
}

/// A minus that would exclude elsewhere; `name` is the field's lexeme.
void check_minus(std::string_view query, const Lexeme& name, const Lexeme& value) {
  if (value.kind != LexemeKind::word || !value.text.starts_with('-')) return;
  const std::string_view rest = value.text.substr(1);
  const std::size_t end = value.span.end;
  const bool is_sign = rest.empty() ? end < query.size() && query[end] != ')' &&
                                          !is_space(code_point_at(query, end).value)
                                    : rest.front() != '-';
  if (is_sign)
    throw QueryError("a - stands before the field", {value.span.begin, value.span.begin + 1},
                     fmt::format("write -{}:{}", name.text, rest.empty() ? "…" : rest));
}

void check_exact(const Lexeme& value) {
  const bool is_exact_word = value.kind == LexemeKind::word && value.text.starts_with('=');
  if (value.exact || is_exact_word)
    throw QueryError("a filter compares the whole value: no = goes with it",
                     {value.span.begin, value.span.begin + 1},
                     "--no-aliases leaves out the other names of what it names");
}

/// `id:report(1).txt` would otherwise be three operands.
void check_end(const Lexemes& lexemes, std::size_t at) {
  if (at + 1 == lexemes.size() || lexemes[at + 1].span.begin != lexemes[at].span.end ||
      stands(lexemes, at + 1, LexemeKind::close))
    return;
  throw QueryError("the value ends here, but more stands directly after it", lexemes[at + 1].span,
                   "put the whole value in quotation marks");
}

/// The year in `cites:S/RES/242 (1967)` would otherwise be a word of the text.
void check_citation_end(std::string_view query, const Lexemes& lexemes, std::size_t at) {
  const Lexeme& value = lexemes[at];
  if (value.kind != LexemeKind::word || !stands(lexemes, at + 1, LexemeKind::open) ||
      !stands(lexemes, at + 2, LexemeKind::word) || !is_only(lexemes[at + 2].text, of_citation) ||
      !stands(lexemes, at + 3, LexemeKind::close))
    return;
  const SourceSpan brackets{lexemes[at + 1].span.begin, lexemes[at + 3].span.end};
  const std::string_view whole = query.substr(value.span.begin, brackets.end - value.span.begin);
  throw QueryError("the citation ends before the brackets", brackets,
                   fmt::format("quotation marks hold it together: cites:\"{}\"", whole));
}

/// The second year in `date:2024 .. 2025` would otherwise be a word of the text.
void check_range_end(const Lexemes& lexemes, std::size_t at) {
  if (!stands(lexemes, at + 1, LexemeKind::word)) return;
  const std::string_view next = lexemes[at + 1].text;
  const bool ends_open = lexemes[at].text.ends_with("..");
  if (next.starts_with("..") || (ends_open && is_only(next.substr(0, 1), digits)))
    throw QueryError("a range of dates has no spaces", lexemes[at + 1].span,
                     "as in date:2024..2025");
}

}  // namespace

void check_content_value(std::string_view query, const Lexemes& lexemes, std::size_t at,
                         const ParserSettings& settings) {
  const Lexeme& value = lexemes[at];
  check_minus(query, lexemes[at - 1], value);
  if (value.kind == LexemeKind::word && field_name_of(value.text, false, settings))
    throw QueryError("a field within a field", value.span,
                     "text with a colon is searched for in quotation marks");
}

void check_filter_value(std::string_view query, const Lexemes& lexemes, std::size_t at,
                        const QueryField& field) {
  const Lexeme& name = lexemes[at - 1];
  const Lexeme& value = lexemes[at];
  if (value.kind == LexemeKind::open)
    throw QueryError(fmt::format("brackets don't go with {}:", name.text), value.span,
                     fmt::format("for alternatives write {0}:A {0}:B", name.text));
  if (value.distance) throw QueryError("a value is whole: no ~ goes with it", value.span);
  check_minus(query, name, value);
  check_exact(value);
  check_end(lexemes, at);
  if (field.name == "cites") check_citation_end(query, lexemes, at);
  if (field.name == "date") check_range_end(lexemes, at);
  if (field.name == "year" && value.text.find("..") != std::string::npos)
    throw QueryError("a year: is one year", value.span,
                     fmt::format("a range of years is date:{}", value.text));
}

}  // namespace demarche
