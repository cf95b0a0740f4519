// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/delimited.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace demarche {
namespace {

/// What spreadsheets take for the beginning of a formula, or pass over before one.
constexpr std::array<std::string_view, 11> formula_signs = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                            "\n", "＝", "＋", "－", "＠"};

bool looks_like_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
  return std::any_of(formula_signs.begin(), formula_signs.end(),
                     [text](std::string_view sign) { return text.starts_with(sign); });
}

std::string csv_cell(std::string_view text) {
  const std::string guard = looks_like_formula(text) ? "'" : "";
  const bool is_quoted = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                         text.starts_with(' ') || text.ends_with(' ');
  if (!is_quoted) return guard + std::string(text);
  std::string out = '"' + guard;
  for (const char byte : text) out += byte == '"' ? "\"\"" : std::string_view(&byte, 1);
  return out + '"';
}

std::string tsv_cell(std::string_view text) {
  constexpr std::string_view escaped = "\t\n\r\\", letters = "tnr\\";
  std::string out;
  out.reserve(text.size());
  for (const char byte : text) {
    const std::size_t at = escaped.find(byte);
    if (at != std::string_view::npos) out += '\\';
    out += at == std::string_view::npos ? byte : letters[at];
  }
  return out;
}

/// Writes a cell of any kind.
struct CellFormat {
  Delimited form;

  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(std::uint64_t number) const { return fmt::to_string(number); }
  std::string operator()(double number) const { return fmt::to_string(number); }
  std::string operator()(std::string_view text) const { return text_cell(text, form); }
  std::string operator()(const Snippet* snippet) const { return text_cell(snippet->text, form); }
};

/// A row of a table, with the query's name first in a batch.
std::string batch_row(std::string_view qid, std::vector<Cell> cells, Delimited form) {
  if (!qid.empty()) cells.insert(cells.begin(), qid);
  return format_row(cells, form);
}

std::string header(bool in_batch, std::vector<Cell> names, Delimited form) {
  return batch_row(in_batch ? qid_column : "", std::move(names), form);
}

std::string period_row(std::string_view qid, const PeriodCount& count, Delimited form) {
  const auto rate = count.per_million();
  return batch_row(qid,
                   {std::string_view(count.period), count.statements, count.all, count.words,
                    rate ? Cell(*rate) : Cell()},
                   form);
}

}  // namespace

std::string text_cell(std::string_view text, Delimited form) {
  return form == Delimited::csv ? csv_cell(text) : tsv_cell(text);
}

std::string format_row(const std::vector<Cell>& cells, Delimited form) {
  std::string row;
  for (const Cell& cell : cells) {
    if (&cell != &cells.front()) row += form == Delimited::csv ? ',' : '\t';
    row += std::visit(CellFormat{form}, cell);
  }
  // Readers of CSV pass over an empty line.
  if (row.empty() && form == Delimited::csv) row = "\"\"";
  return row + '\n';
}

std::string facets_header(Delimited form, bool in_batch) {
  return header(in_batch, {"field", "value", "statements"}, form);
}

std::string format_facets(const SearchResults& results, Delimited form, std::string_view qid) {
  std::string out;
  for (const Facet& facet : results.facets) {
    const std::string_view field = facet.field;
    for (const FacetValue& value : facet.values)
      out += batch_row(qid, {field, std::string_view(value.value), value.statements}, form);
    if (facet.without > 0) out += batch_row(qid, {field, Cell(), facet.without}, form);
  }
  return out;
}

std::string timeline_header(Delimited form, bool in_batch) {
  return header(in_batch, {"period", "statements", "all", "words", "per_million"}, form);
}

std::string format_timeline(const SearchResults& results, Delimited form, std::string_view qid) {
  std::string out;
  for (const PeriodCount& period : results.timeline->periods) out += period_row(qid, period, form);
  if (results.timeline->undated.all > 0) out += period_row(qid, results.timeline->undated, form);
  return out;
}

}  // namespace demarche
