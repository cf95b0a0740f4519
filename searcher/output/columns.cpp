// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/columns.hpp"

#include <algorithm>

#include "common/terminal.hpp"

namespace demarche {

std::string in_columns(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<Alignment>& columns) {
  std::vector<int> widths(columns.size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], display_columns(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(static_cast<std::size_t>(widths[i] - display_columns(row[i])), ' ');
      out += "  " + (columns[i] == Alignment::right ? gap + row[i] : row[i] + gap);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
  }
  return out;
}

}  // namespace demarche
