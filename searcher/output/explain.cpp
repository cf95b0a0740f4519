// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "common/terminal.hpp"
#include "searcher/output/columns.hpp"
#include "searcher/output/markup.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

namespace {

/// What is understood goes on in further lines where the table would be wider than `columns`.
std::string terms_table(const std::vector<ExplainedTerm>& terms, int columns) {
  constexpr std::string_view count_heading = "statements";
  constexpr int gaps = 6, min_room = 20;
  int typed_columns = 0;
  for (const ExplainedTerm& term : terms)
    typed_columns = std::max(typed_columns, display_columns(printable(term.typed)));
  const int room =
      std::max(columns - typed_columns - static_cast<int>(count_heading.size()) - gaps, min_room);
  std::vector<std::vector<std::string>> rows = {
      {"typed", "understood", std::string(count_heading)}};
  for (const ExplainedTerm& term : terms) {
    const std::string understood = printable(term.understood);
    const std::vector<Highlight> lines = wrapped(understood, room);
    for (std::size_t i = 0; i == 0 || i < lines.size(); ++i) {
      const Highlight line = lines.empty() ? Highlight() : lines[i];
      rows.push_back({"", understood.substr(line.first, line.second - line.first)});
      if (i > 0) continue;
      rows.back().front() = printable(term.typed);
      rows.back().push_back(std::to_string(term.statements));
    }
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

std::string format_explain(const QueryReport& query, int columns) {
  std::string out = "typed:      " + printable(query.typed) + "\n";
  out += "understood: " + printable(query.understood) + "\n";
  if (!query.terms.empty()) out += "\n" + terms_table(query.terms, columns);
  out += list("spellings added:", query.aliases);
  out += list("dropped, as no word is in it:", query.dropped);
  out += list("notes:", query.notes);
  return out;
}

}  // namespace demarche
