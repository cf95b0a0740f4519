// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "searcher/output/circumstances.hpp"
#include "searcher/output/html_page.hpp"
#include "searcher/output/html_tables.hpp"
#include "searcher/output/html_text.hpp"
#include "searcher/output/output.hpp"

namespace demarche {
namespace {

std::string total_of(const SearchResults& results, bool only_new) {
  const std::string of = fmt::format("{} {}", html_number(results.statements),
                                     for_number(results.statements, "statement", "statements"));
  if (results.total == 0)
    return "None of " + of + (only_new ? " matches and is new." : " matches.");
  return fmt::format("<strong>{}</strong> of {} {}{}.", html_number(results.total), of,
                     for_number(results.total, "matches", "match"),
                     !only_new ? "" : for_number(results.total, " and is new", " and are new"));
}

/// What a reader has to know before any number: indexes that are not counted, and what of the query
/// may be a mistake.
std::string cautions(const SearchResults& results) {
  std::string items;
  for (const LeftOutIndex& index : results.left_out)
    items += fmt::format("<li>Left out, and counted nowhere here: <bdi>{}</bdi>: {}</li>\n",
                         html_text(index.location), html_text(index.reason));
  for (const std::string& doubt : results.query.doubts)
    items += fmt::format("<li><bdi>{}</bdi></li>\n", html_text(doubt));
  if (!results.suggestion.empty())
    items += fmt::format("<li>Perhaps this was meant: <bdi>{}</bdi></li>\n",
                         html_text(results.suggestion));
  return items.empty() ? items : "<ul class=\"cautions\">\n" + items + "</ul>\n";
}

std::string query_section(const SearchResults& results, const ReportSettings& settings) {
  const QueryReport& query = results.query;
  // The doubts stand above.
  std::vector<std::string> notes;
  for (const std::string& note : query.notes)
    if (std::find(query.doubts.begin(), query.doubts.end(), note) == query.doubts.end())
      notes.push_back(note);
  return "<section aria-labelledby=\"query\">\n<h2 id=\"query\">The search</h2>\n<dl>\n" +
         (query.typed.empty() ? "" : html_query_fact("Typed", query.typed)) +
         html_query_fact("Understood", query.understood) +
         html_fact("Spellings and names added", query.aliases) +
         html_fact("Dropped, as no word is in it", query.dropped) + html_fact("Notes", notes) +
         html_fact(for_number(results.locations.size(), "Index", "Indexes"), results.locations) +
         html_made_fact(settings.made_s) + "</dl>\n" + html_terms(query) + "</section>\n";
}

std::string hit_item(const Hit& hit, bool score) {
  const Statement& statement = hit.statement;
  const std::string language = html_language(statement);
  const std::string_view title = statement.field("title");
  std::string out = "<li>\n<article>\n";
  out += title.empty()
             ? fmt::format("<h3 dir=\"auto\">{}</h3>\n", html_text(statement.id))
             : fmt::format("<h3{}>{}</h3>\n", language, html_marked(title, hit.title_highlights));
  std::string circumstances;
  for (const std::string& part : circumstances_of(statement))
    circumstances += (circumstances.empty() ? "<bdi>" : " · <bdi>") + html_text(part) + "</bdi>";
  if (!circumstances.empty()) out += "<p class=\"who\">" + circumstances + "</p>\n";
  if (!hit.snippet.text.empty())
    out += fmt::format("<blockquote{}>{}</blockquote>\n", language,
                       html_marked(hit.snippet.text, hit.snippet.highlights));
  out +=
      fmt::format("<p class=\"source\">id: <code dir=\"ltr\">{}</code>", html_text(statement.id));
  if (score) out += fmt::format(" · score: {:.2f}", hit.score);
  const std::string_view url = statement.field("url");
  if (!url.empty()) out += "<br>" + html_address(url);
  return out + "</p>\n</article>\n</li>\n";
}

std::string_view order_of(const ReportSettings& settings) {
  switch (settings.sort) {
    case SortOrder::newest:
      return "newest first";
    case SortOrder::oldest:
      return "oldest first";
    case SortOrder::relevance:
      break;
  }
  return settings.similar ? "most alike first" : "best first";
}

std::string hits_section(const SearchResults& results, const ReportSettings& settings) {
  if (results.total == 0) return {};
  std::string out = "<section aria-labelledby=\"hits\">\n<h2 id=\"hits\">Statements</h2>\n";
  if (results.hits.empty())
    return out + fmt::format("<p class=\"aside\">None after {} of {}.</p>\n</section>\n",
                             html_number(results.offset), html_number(results.total));
  const std::size_t first = results.hits.front().rank, last = results.hits.back().rank;
  const std::string ranks = first == last
                                ? html_number(first)
                                : fmt::format("{}–{}", html_number(first), html_number(last));
  out += fmt::format("<p class=\"aside\">{} of {}, {}</p>\n<ol start=\"{}\">\n", ranks,
                     html_number(results.total), order_of(settings), first);
  for (const Hit& hit : results.hits) out += hit_item(hit, settings.score);
  return out + "</ol>\n</section>\n";
}

}  // namespace

std::string format_html(const SearchResults& results, const ReportSettings& settings) {
  HtmlPage page;
  page.title = html_heading(settings.similar ? results.query.understood : results.query.typed);
  page.header = "<p class=\"kicker\">Search of statements</p>\n<h1><bdi>" + page.title +
                "</bdi></h1>\n<p class=\"total\">" + total_of(results, settings.only_new) +
                "</p>\n" + cautions(results);
  page.main = query_section(results, settings);
  if (results.timeline) page.main += html_timeline(*results.timeline);
  for (std::size_t at = 0; at < results.facets.size(); ++at)
    page.main += html_facet(results.facets[at], at + 1);
  page.main += hits_section(results, settings);
  page.footer =
      "Every count is exact, and of statements. What matches the query is <mark>marked</mark>; … is"
      " where a passage was cut.";
  return html_page(page);
}

}  // namespace demarche
