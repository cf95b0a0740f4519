// SPDX-License-Identifier: GPL-2.0-or-later
// What --facet and --timeline print for a person.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "common/terminal.hpp"
#include "searcher/output/columns.hpp"
#include "searcher/output/output.hpp"

namespace demarche {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string facet_table(const Facet& facet) {
  Rows rows = {{"statements", printable(facet.field)}};
  for (const FacetValue& value : facet.values)
    rows.push_back({fmt::to_string(value.statements), printable(value.value)});
  if (facet.without > 0) rows.push_back({fmt::to_string(facet.without), "(none)"});
  return in_columns(rows, {Alignment::right, Alignment::left});
}

/// A bar of eighths of a column.
std::string bar(double share, int columns) {
  constexpr int eighths = 8;
  constexpr const char* partial[eighths] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto length = static_cast<int>(std::lround(share * columns * eighths));
  std::string out;
  for (int i = 0; i < length / eighths; ++i) out += "█";
  return out + partial[length % eighths];
}

std::vector<std::string> cells_of(std::string period, const PeriodCount& count) {
  const auto rate = count.per_million();
  return {std::move(period), fmt::to_string(count.statements), fmt::to_string(count.all),
          fmt::to_string(count.words), rate ? fmt::format("{:.2f}", *rate) : "-"};
}

std::string timeline_table(const Timeline& timeline, const TextStyle& style) {
  constexpr int columns_of_numbers = 50, max_bar = 40, min_bar = 10;
  const int bar_columns = std::min(style.columns - columns_of_numbers, max_bar);
  const bool has_bars = style.terminal && bar_columns >= min_bar;
  double highest = 0;
  for (const PeriodCount& period : timeline.periods)
    highest = std::max(highest, period.per_million().value_or(0));
  Rows rows = {{timeline.by == Period::year ? "year" : "month", "statements", "of", "words",
                "per million words"}};
  for (const PeriodCount& period : timeline.periods) {
    rows.push_back(cells_of(period.period, period));
    const double rate = period.per_million().value_or(0);
    if (has_bars && rate > 0) rows.back().push_back(bar(rate / highest, bar_columns));
  }
  if (timeline.undated.all > 0) rows.push_back(cells_of("(none)", timeline.undated));
  return in_columns(rows, {Alignment::left, Alignment::right, Alignment::right, Alignment::right,
                           Alignment::right, Alignment::left});
}

}  // namespace

std::string format_tables(const SearchResults& results, const TextStyle& style) {
  std::string out;
  for (const Facet& facet : results.facets) out += (out.empty() ? "" : "\n") + facet_table(facet);
  if (results.timeline) out += (out.empty() ? "" : "\n") + timeline_table(*results.timeline, style);
  return out + left_out_lines(results.left_out, style);
}

}  // namespace demarche
