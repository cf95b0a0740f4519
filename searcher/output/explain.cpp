// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <utility>

#include "common/terminal.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

namespace {

using Cells = std::vector<std::string>;

/// Columns of text, each as wide as its widest cell; the last is set flush right.
std::string table(const std::vector<Cells>& rows) {
  std::vector<int> widths;
  for (const Cells& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], display_columns(row[i]));
    }
  }
  std::string out;
  for (const Cells& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto gap = static_cast<std::size_t>(widths[i] - display_columns(row[i]));
      const bool is_last = i + 1 == row.size();
      out += "  " + (is_last ? std::string(gap, ' ') + row[i] : row[i] + std::string(gap, ' '));
    }
    out += '\n';
  }
  return out;
}

std::string terms_table(const std::vector<ExplainedTerm>& terms) {
  std::vector<Cells> rows = {{"typed", "understood", "statements"}};
  for (const ExplainedTerm& term : terms) {
    rows.push_back(
        {printable(term.typed), printable(term.understood), std::to_string(term.statements)});
  }
  return table(rows);
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
