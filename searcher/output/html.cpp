// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "common/text/utf8.hpp"
#include "common/timestamp.hpp"
#include "common/version.hpp"
#include "searcher/output/circumstances.hpp"
#include "searcher/output/html_style.hpp"
#include "searcher/output/html_tables.hpp"
#include "searcher/output/html_text.hpp"
#include "searcher/output/output.hpp"

namespace demarche {
namespace {

/// A heading holds no more of a query; the whole stands below it.
constexpr std::size_t max_heading_characters = 120;

std::string heading_of(std::string_view query) {
  std::size_t end = 0;
  for (std::size_t count = 0; end < query.size() && count < max_heading_characters; ++count)
    end += code_point_at(query, end).bytes;
  return html_text(query.substr(0, end)) + (end < query.size() ? "…" : "");
}

/// The policy allows the page its own style, known by its hash, and nothing else: nothing is
/// fetched and nothing runs, whatever a statement holds.
std::string head(const SearchResults& results) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
      " style-src '{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"generator\" content=\"Demarche {}\">\n"
      "<title>{} – Demarche</title>\n<style>{}</style>\n</head>\n",
      html_style_hash, program_version, heading_of(results.query.typed), html_style);
}

std::string total_of(const SearchResults& results) {
  const std::string of = fmt::format("{} {}", html_number(results.statements),
                                     for_number(results.statements, "statement", "statements"));
  if (results.total == 0) return "None of " + of + " matches.";
  return fmt::format("<strong>{}</strong> of {} {}.", html_number(results.total), of,
                     for_number(results.total, "matches", "match"));
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

std::string header(const SearchResults& results) {
  return "<header>\n<p class=\"kicker\">Search of statements</p>\n<h1><bdi>" +
         heading_of(results.query.typed) + "</bdi></h1>\n<p class=\"total\">" + total_of(results) +
         "</p>\n" + cautions(results) + "</header>\n";
}

/// A name and its values; nothing where there is none.
std::string fact(std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return {};
  std::string out = fmt::format("<dt>{}</dt>", name);
  for (const std::string& value : values)
    out += fmt::format("<dd><bdi>{}</bdi></dd>", html_text(value));
  return out + "\n";
}

std::string code_fact(std::string_view name, std::string_view query) {
  return fmt::format("<dt>{}</dt><dd><code dir=\"auto\">{}</code></dd>\n", name, html_text(query));
}

std::string query_section(const SearchResults& results, const ReportSettings& settings) {
  const QueryReport& query = results.query;
  const std::string time = format_time(settings.made_s);
  // The doubts stand above.
  std::vector<std::string> notes;
  for (const std::string& note : query.notes)
    if (std::find(query.doubts.begin(), query.doubts.end(), note) == query.doubts.end())
      notes.push_back(note);
  return "<section aria-labelledby=\"query\">\n<h2 id=\"query\">The search</h2>\n<dl>\n" +
         code_fact("Typed", query.typed) + code_fact("Understood", query.understood) +
         fact("Spellings and names added", query.aliases) +
         fact("Dropped, as no word is in it", query.dropped) + fact("Notes", notes) +
         fact(for_number(results.locations.size(), "Index", "Indexes"), results.locations) +
         fmt::format(
             "<dt>Made</dt><dd><time datetime=\"{}\">{} {} UTC</time>, by Demarche {}</dd>\n", time,
             time.substr(0, 10), time.substr(11, 5), program_version) +
         "</dl>\n" + html_terms(query) + "</section>\n";
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
  if (const std::string_view url = statement.field("url"); !url.empty()) {
    const std::string address = html_text(url);
    out += is_web_address(url)
               ? fmt::format("<br><a href=\"{0}\" rel=\"noreferrer\" dir=\"ltr\">{0}</a>", address)
               : fmt::format("<br><span dir=\"ltr\">{}</span>", address);
  }
  return out + "</p>\n</article>\n</li>\n";
}

std::string order_of(SortOrder sort) {
  switch (sort) {
    case SortOrder::newest:
      return "newest first";
    case SortOrder::oldest:
      return "oldest first";
    case SortOrder::relevance:
      break;
  }
  return "best first";
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
                     html_number(results.total), order_of(settings.sort), first);
  for (const Hit& hit : results.hits) out += hit_item(hit, settings.score);
  return out + "</ol>\n</section>\n";
}

}  // namespace

std::string format_html(const SearchResults& results, const ReportSettings& settings) {
  std::string out =
      head(results) + "<body>\n" + header(results) + "<main>\n" + query_section(results, settings);
  if (results.timeline) out += html_timeline(*results.timeline);
  for (std::size_t at = 0; at < results.facets.size(); ++at)
    out += html_facet(results.facets[at], at + 1);
  return out + hits_section(results, settings) +
         "</main>\n<footer>\n<p>Every count is exact, and of statements. What matches the "
         "query"
         " is <mark>marked</mark>; … is where a passage was cut. This page holds all that it shows:"
         " nothing is fetched, and nothing in it runs.</p>\n</footer>\n</body>\n</html>\n";
}

}  // namespace demarche
