// SPDX-License-Identifier: GPL-2.0-or-later
// What --facet and --timeline print for a person.
#include <fmt/format.h>

#include <algorithm>
#include <array>
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

constexpr std::array number_columns = {Alignment::left, Alignment::right, Alignment::right,
                                       Alignment::right, Alignment::right};

/// What is left of the lines of a terminal beside the table; nothing where it is too little.
int bar_columns(const Rows& rows, const TextStyle& style) {
  constexpr int min_bar = 8, max_bar = 40, gap = 2;
  const std::string table = in_columns(rows, {number_columns.begin(), number_columns.end()});
  const int widest = display_columns(std::string_view(table).substr(0, table.find('\n')));
  const int room = std::min(style.columns - widest - gap, max_bar);
  return style.terminal && room >= min_bar ? room : 0;
}

std::string timeline_table(const Timeline& timeline, const TextStyle& style) {
  double highest = 0;
  Rows rows = {{timeline.by == Period::year ? "year" : "month", "statements", "of", "words",
                "statements per M words"}};
  for (const PeriodCount& period : timeline.periods) {
    rows.push_back(cells_of(period.period, period));
    highest = std::max(highest, period.per_million().value_or(0));
  }
  if (timeline.undated.all > 0) rows.push_back(cells_of("(none)", timeline.undated));
  const int columns = bar_columns(rows, style);
  for (std::size_t i = 0; columns > 0 && highest > 0 && i < timeline.periods.size(); ++i)
    rows[i + 1].push_back(bar(timeline.periods[i].per_million().value_or(0) / highest, columns));
  std::vector<Alignment> alignments(number_columns.begin(), number_columns.end());
  alignments.push_back(Alignment::left);
  return in_columns(rows, alignments);
}

}  // namespace

std::string format_tables(const SearchResults& results, const TextStyle& style) {
  std::string out;
  if (results.total == 0) return left_out_lines(results.left_out, style);
  for (const Facet& facet : results.facets) out += (out.empty() ? "" : "\n") + facet_table(facet);
  if (results.timeline) out += (out.empty() ? "" : "\n") + timeline_table(*results.timeline, style);
  return out + left_out_lines(results.left_out, style);
}

}  // namespace demarche
