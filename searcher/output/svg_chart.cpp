// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "searcher/output/html_text.hpp"

namespace demarche {
namespace {

constexpr double plot_top = 12, plot_height = 200, label_drop = 20;
constexpr double chart_height = 240;
constexpr double whole = 100;  ///< per cent of the width

/// Above so many there is no room for gaps between the bars.
constexpr std::size_t max_apart = 120;

double rate_of(const PeriodCount& period) { return period.per_million().value_or(0); }

const PeriodCount& peak_of(const Timeline& timeline) {
  return *std::max_element(
      timeline.periods.begin(), timeline.periods.end(),
      [](const PeriodCount& a, const PeriodCount& b) { return rate_of(a) < rate_of(b); });
}

std::string_view unit_of(const Timeline& timeline, std::size_t number) {
  return timeline.by == Period::year ? for_number(number, "year", "years")
                                     : for_number(number, "month", "months");
}

/// The distance of the lines of the scale: 1, 2, 2.5 or 5 times a power of ten, so that there are
/// two to four lines above the lowest.
double scale_step(double highest) {
  constexpr double lines = 4;
  const double power = std::pow(10, std::floor(std::log10(highest / lines)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (power * factor * lines >= highest) return power * factor;
  return power * 10;
}

/// Places on the chart, where `highest_line` is at its top.
struct Plot {
  std::size_t periods;
  double highest_line;

  double left(std::size_t period) const {
    return whole * static_cast<double>(period) / static_cast<double>(periods);
  }
  double center(std::size_t period) const { return (left(period) + left(period + 1)) / 2; }
  double height(double rate) const { return plot_height * rate / highest_line; }
};

/// Without decimals that say nothing: `0`, `2.5`, `1,000`.
std::string scale_label(double rate) {
  constexpr double least_grouped = 1000;
  return rate < least_grouped ? fmt::format("{:.6g}", rate)
                              : html_number(static_cast<std::uint64_t>(std::llround(rate)));
}

std::string scale(const Plot& plot, double step) {
  std::string out;
  for (int line = 0; step * line < plot.highest_line + step / 2; ++line) {
    const double y = plot_top + plot_height - plot.height(step * line);
    out += fmt::format(
        "<line class=\"{}\" x1=\"0\" x2=\"100%\" y1=\"{:.2f}\" y2=\"{:.2f}\"/>"
        "<text class=\"scale\" x=\"-8\" y=\"{:.2f}\" dy=\".35em\">{}</text>\n",
        line == 0 ? "base" : "line", y, y, y, scale_label(step * line));
  }
  return out;
}

std::string bar_title(const PeriodCount& period) {
  const auto rate = period.per_million();
  return fmt::format("{}: {}; {} of {} {}", period.period,
                     rate ? html_rate(*rate) + " per million words" : "no words",
                     html_number(period.statements), html_number(period.all),
                     for_number(period.all, "statement", "statements"));
}

std::string bars(const Timeline& timeline, const Plot& plot) {
  constexpr double gap_share = 0.2, least_height = 1;
  const double gap = plot.periods > max_apart ? 0 : plot.left(1) * gap_share;
  std::string out;
  for (std::size_t at = 0; at < plot.periods; ++at) {
    const PeriodCount& period = timeline.periods[at];
    if (period.all == 0) continue;
    const double rate = rate_of(period);
    const double height = rate > 0 ? std::max(plot.height(rate), least_height) : 0;
    out += fmt::format(
        "<rect class=\"bar\" x=\"{:.3f}%\" width=\"{:.3f}%\" y=\"{:.2f}\" height=\"{:.2f}\">"
        "<title>{}</title></rect>\n",
        plot.left(at) + gap / 2, plot.left(1) - gap, plot_top + plot_height - height, height,
        bar_title(period));
  }
  return out;
}

/// A band for each run of periods that have no statement.
std::string empty_bands(const Timeline& timeline, const Plot& plot) {
  std::string out;
  for (std::size_t end = 0; end < plot.periods; ++end) {
    const std::size_t begin = end;
    while (end < plot.periods && timeline.periods[end].all == 0) ++end;
    if (begin == end) continue;
    const std::string& first = timeline.periods[begin].period;
    const std::string& last = timeline.periods[end - 1].period;
    out += fmt::format(
        "<rect class=\"empty\" x=\"{:.3f}%\" width=\"{:.3f}%\" y=\"{}\" height=\"{}\">"
        "<title>{}: no statement</title></rect>\n",
        plot.left(begin), plot.left(end) - plot.left(begin), plot_top, plot_height,
        begin + 1 == end ? first : first + " to " + last);
  }
  return out;
}

/// Years, or months since the year 0.
std::size_t ordinal_of(const std::string& period) {
  constexpr std::size_t year_digits = 4, months = 12;
  std::size_t year = 0, month = 1;
  const char* const begin = period.data();
  std::from_chars(begin, begin + std::min(year_digits, period.size()), year);
  if (period.size() <= year_digits) return year;
  std::from_chars(begin + year_digits + 1, begin + period.size(), month);
  return year * months + month - 1;
}

/// Every how many periods a label stands, so that there are at most so many.
std::size_t label_step(Period by, std::size_t periods, std::size_t most) {
  static constexpr std::array<std::size_t, 12> years = {1,   2,   5,   10,   20,   50,
                                                        100, 200, 500, 1000, 2000, 5000};
  static constexpr std::array<std::size_t, 12> months = {1,  2,   3,   6,   12,   24,
                                                         60, 120, 240, 600, 1200, 6000};
  const auto& steps = by == Period::year ? years : months;
  const auto fits = std::find_if(steps.begin(), steps.end(),
                                 [&](std::size_t step) { return (periods - 1) / step < most; });
  return fits == steps.end() ? steps.back() : *fits;
}

/// The periods' names below the bars: some on wide pages, fewer on narrow ones.
std::string labels(const Timeline& timeline, const Plot& plot) {
  const bool is_yearly = timeline.by == Period::year;
  const std::size_t wide = label_step(timeline.by, plot.periods, is_yearly ? 12 : 9);
  const std::size_t narrow = label_step(timeline.by, plot.periods, is_yearly ? 5 : 4);
  std::string out;
  for (std::size_t at = 0; at < plot.periods; ++at) {
    const std::size_t ordinal = ordinal_of(timeline.periods[at].period);
    const bool is_wide = ordinal % wide == 0, is_narrow = ordinal % narrow == 0;
    if (!is_wide && !is_narrow) continue;
    const char* const only = is_wide ? (is_narrow ? "" : " wide") : " narrow";
    out += fmt::format("<text class=\"period{}\" x=\"{:.3f}%\" y=\"{}\">{}</text>\n", only,
                       plot.center(at), plot_top + plot_height + label_drop,
                       timeline.periods[at].period);
  }
  return out;
}

std::size_t count_of(const Timeline& timeline, bool (*is_counted)(const PeriodCount&)) {
  return static_cast<std::size_t>(
      std::count_if(timeline.periods.begin(), timeline.periods.end(), is_counted));
}

std::string span_of(const Timeline& timeline) {
  const auto& periods = timeline.periods;
  if (periods.size() == 1) return periods.front().period + ".";
  return fmt::format("{} {} from {} to {}.", html_number(periods.size()),
                     unit_of(timeline, periods.size()), periods.front().period,
                     periods.back().period);
}

std::string peak_sentence(const Timeline& timeline) {
  const PeriodCount& peak = peak_of(timeline);
  const double highest = rate_of(peak);
  if (highest == 0) return {};
  const auto as_high = static_cast<std::size_t>(
      std::count_if(timeline.periods.begin(), timeline.periods.end(),
                    [&](const PeriodCount& period) { return rate_of(period) >= highest; }) -
      1);
  return fmt::format(" The highest rate is {} per million words, in {} ({} of {} {}){}.",
                     html_rate(highest), peak.period, html_number(peak.statements),
                     html_number(peak.all), for_number(peak.all, "statement", "statements"),
                     as_high == 0 ? ""
                                  : fmt::format(" and in {} other {}", html_number(as_high),
                                                unit_of(timeline, as_high)));
}

std::string empty_sentences(const Timeline& timeline) {
  std::string out;
  const std::size_t unmatched = count_of(
      timeline, [](const PeriodCount& period) { return period.all > 0 && period.statements == 0; });
  if (unmatched > 0)
    out += fmt::format(" In {} {} no statement matches.", html_number(unmatched),
                       unit_of(timeline, unmatched));
  const std::size_t empty =
      count_of(timeline, [](const PeriodCount& period) { return period.all == 0; });
  if (empty > 0)
    out += fmt::format(" Of {} {} there is no statement at all: {} shaded.", html_number(empty),
                       unit_of(timeline, empty), for_number(empty, "it is", "they are"));
  return out;
}

}  // namespace

std::string summary_of(const Timeline& timeline) {
  const std::string undated =
      timeline.undated.statements == 0
          ? ""
          : fmt::format(" The chart lacks {} {} without a date as precise as a {}.",
                        html_number(timeline.undated.statements),
                        for_number(timeline.undated.statements, "match", "matches"),
                        unit_of(timeline, 1));
  return (timeline.periods.empty()
              ? fmt::format("No statement has a date as precise as a {}.", unit_of(timeline, 1))
              : span_of(timeline) + peak_sentence(timeline) + empty_sentences(timeline)) +
         undated;
}

std::string svg_chart(const Timeline& timeline) {
  const double highest = rate_of(peak_of(timeline));
  const double step = highest > 0 ? scale_step(highest) : 1;
  const Plot plot{timeline.periods.size(), step * std::max(1.0, std::ceil(highest / step))};
  const bool is_dense = plot.periods > max_apart;
  return fmt::format(
             "<svg class=\"chart{}\" role=\"img\" width=\"100%\" height=\"{}\""
             " aria-labelledby=\"chart-title\" aria-describedby=\"chart-summary\">\n"
             "<title id=\"chart-title\">Statements that match, per million words, by {}</title>\n"
             "<desc id=\"chart-summary\">{}</desc>\n",
             is_dense ? " dense" : "", chart_height, unit_of(timeline, 1),
             html_text(summary_of(timeline))) +
         empty_bands(timeline, plot) + scale(plot, step) + bars(timeline, plot) +
         labels(timeline, plot) + "</svg>\n";
}

}  // namespace demarche
