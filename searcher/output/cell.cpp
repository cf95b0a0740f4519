// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/cell.hpp"

namespace demarche {
namespace {

/// What is left out where it is empty.
Cell text_if_any(std::string_view text) { return text.empty() ? Cell() : Cell(text); }

}  // namespace

Cell cell_of(const Hit& hit, const Column& column) {
  if (!column.field.empty()) return text_if_any(hit.statement.field(column.field));
  if (column.name == "rank") return std::uint64_t{hit.rank};
  if (column.name == "score") return hit.score;
  if (column.name == "id") return std::string_view(hit.statement.id);
  if (column.name == "text") return text_if_any(hit.statement.text);
  return hit.snippet.text.empty() ? Cell() : Cell(&hit.snippet);
}

Cell cell_of(const Occurrence& occurrence, const Column& column) {
  if (column.field == "date" && occurrence.statement->field("date").empty())
    return text_if_any(occurrence.statement->field("year"));
  if (!column.field.empty()) return text_if_any(occurrence.statement->field(column.field));
  if (column.name == "rank") return std::uint64_t{occurrence.rank};
  if (column.name == "id") return std::string_view(occurrence.statement->id);
  if (column.name == "field") return std::string_view(occurrence.field);
  if (column.name == "begin") return std::uint64_t{occurrence.begin};
  if (column.name == "end") return std::uint64_t{occurrence.end};
  if (column.name == "left") return std::string_view(occurrence.left);
  if (column.name == "match") return std::string_view(occurrence.match);
  return std::string_view(occurrence.right);
}

}  // namespace demarche
