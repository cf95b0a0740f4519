// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/terminal.hpp"
#include "searcher/output/columns.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

namespace {

std::string terms_table(const std::vector<ExplainedTerm>& terms) {
  std::vector<std::vector<std::string>> rows = {{"typed", "understood", "statements"}};
  for (const ExplainedTerm& term : terms) {
    rows.push_back(
        {printable(term.typed), printable(term.understood), std::to_string(term.statements)});
  }
  return in_columns(rows, {Alignment::left, Alignment::left, Alignment::right});
}

std::string list(std::string_view heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string out = "\n" + std::string(heading) + "\n";
  for (const std::string& line : lines) out += "  " + printable(line) + "\n";
  return out;
}

}  // namespace

std::string format_explain(const QueryReport& query) {
  std::string out = "typed:      " + printable(query.typed) + "\n";
  out += "understood: " + printable(query.understood) + "\n";
  if (!query.terms.empty()) out += "\n" + terms_table(query.terms);
  out += list("spellings added:", query.aliases);
  out += list("dropped, as no word is in it:", query.dropped);
  out += list("notes:", query.notes);
  return out;
}

}  // namespace demarche
