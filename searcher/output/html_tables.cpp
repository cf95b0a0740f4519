// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/html_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "searcher/output/html_text.hpp"
#include "searcher/output/svg_chart.hpp"

namespace demarche {
namespace {

constexpr std::size_t values_shown = 20;

std::string timeline_row(std::string_view period, const PeriodCount& count) {
  const auto rate = count.per_million();
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", period,
      html_number(count.statements), html_number(count.all), html_number(count.words),
      rate ? html_rate(*rate) : "–");
}

std::string timeline_table(const Timeline& timeline) {
  std::string out = fmt::format(
      "<table class=\"numbers\">\n<caption>Statements by {0}</caption>\n"
      "<thead><tr><th scope=\"col\">{0}</th><th scope=\"col\">match</th><th scope=\"col\">of</th>"
      "<th scope=\"col\">words</th><th scope=\"col\">per million "
      "words</th></tr></thead>\n<tbody>\n",
      timeline.by == Period::year ? "year" : "month");
  for (const PeriodCount& period : timeline.periods) out += timeline_row(period.period, period);
  if (timeline.undated.all > 0) out += timeline_row("(none)", timeline.undated);
  return out + "</tbody>\n</table>\n";
}

std::string facet_row(const std::string& name, std::uint64_t statements, std::uint64_t most) {
  constexpr double whole = 100;
  const double share =
      most == 0 ? 0 : whole * static_cast<double>(statements) / static_cast<double>(most);
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"share\"><svg aria-hidden=\"true\""
      " width=\"100%\" height=\"12\"><rect class=\"bar\" width=\"{:.2f}%\" height=\"12\"/></svg>"
      "</td></tr>\n",
      name, html_number(statements), share);
}

/// A table of some of a facet's values, and of the statements that lack it.
std::string facet_table(const Facet& facet, std::span<const FacetValue> values, bool has_rest,
                        std::string_view caption) {
  const std::uint64_t highest = facet.values.empty() ? 0 : facet.values.front().statements;
  const std::uint64_t most = std::max(highest, facet.without);
  std::string out = fmt::format(
      "<table class=\"facet\">\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th>"
      "<th scope=\"col\">statements</th><td></td></tr></thead>\n<tbody>\n",
      caption, html_text(facet.field));
  for (const FacetValue& value : values)
    out += facet_row("<bdi>" + html_text(value.value) + "</bdi>", value.statements, most);
  if (has_rest && facet.without > 0) out += facet_row("(none)", facet.without, most);
  return out + "</tbody>\n</table>\n";
}

}  // namespace

std::string html_timeline(const Timeline& timeline) {
  const std::string by = timeline.by == Period::year ? "year" : "month";
  std::string out =
      fmt::format("<section aria-labelledby=\"timeline\">\n<h2 id=\"timeline\">By {}</h2>\n", by);
  out += "<figure>\n" + (timeline.periods.empty() ? "" : svg_chart(timeline)) + "<figcaption>" +
         html_text(summary_of(timeline)) + "</figcaption>\n</figure>\n";
  out += fmt::format(
      "<p class=\"aside\">A rate is how many statements match per million words of all statements"
      " that the query’s filters select; <em>of</em> is the number of these.</p>\n"
      "<details>\n<summary>The numbers of each {}</summary>\n",
      by);
  return out + timeline_table(timeline) + "</details>\n</section>\n";
}

std::string html_facet(const Facet& facet, std::size_t number) {
  const std::span<const FacetValue> values(facet.values);
  const std::size_t shown = std::min(values.size(), values_shown);
  const std::string field = html_text(facet.field);
  std::string out = fmt::format(
      "<section aria-labelledby=\"facet-{0}\">\n<h2 id=\"facet-{0}\">By {1}</h2>\n", number, field);
  if (values.empty() && facet.without == 0)
    return out + "<p class=\"aside\">No statement matches.</p>\n</section>\n";
  out += facet_table(facet, values.first(shown), true,
                     fmt::format("Statements that match, by {}", field));
  if (shown < values.size()) {
    const std::size_t rest = values.size() - shown;
    out += fmt::format("<details>\n<summary>{} more {} of {}</summary>\n", html_number(rest),
                       for_number(rest, "value", "values"), field);
    out += facet_table(facet, values.subspan(shown), false,
                       fmt::format("Statements that match, by {}, continued", field));
    out += "</details>\n";
  }
  return out + "</section>\n";
}

std::string html_terms(const QueryReport& query) {
  if (query.terms.empty()) return {};
  std::string out =
      "<details>\n<summary>How each part was understood, and how many statements have "
      "it</summary>\n"
      "<table class=\"terms\">\n<caption>Parts of the query</caption>\n<thead><tr>"
      "<th scope=\"col\">typed</th><th scope=\"col\">understood</th>"
      "<th scope=\"col\">statements</th></tr></thead>\n<tbody>\n";
  for (const ExplainedTerm& term : query.terms)
    out += fmt::format(
        "<tr><th scope=\"row\"><bdi>{}</bdi></th><td><bdi>{}</bdi></td><td>{}</td></tr>\n",
        html_text(term.typed), html_text(term.understood), html_number(term.statements));
  return out + "</tbody>\n</table>\n</details>\n";
}

}  // namespace demarche
