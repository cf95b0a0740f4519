// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include "common/timestamp.hpp"
#include "searcher/output/circumstances.hpp"
#include "searcher/output/html_page.hpp"
#include "searcher/output/html_text.hpp"
#include "searcher/output/output.hpp"

namespace demarche {
namespace {

std::string header(const Hit& hit) {
  const Statement& statement = hit.statement;
  const std::string_view title = statement.field("title");
  const std::string heading =
      title.empty() ? fmt::format("<h1 dir=\"auto\">{}</h1>\n", html_text(statement.id))
                    : fmt::format("<h1{}>{}</h1>\n", html_language(statement),
                                  html_marked(title, hit.title_highlights));
  return "<p class=\"kicker\">Statement</p>\n" + heading;
}

std::string fields(const ShownStatement& shown, const StatementSettings& settings) {
  const Statement& statement = shown.hit.statement;
  std::string out = "<section aria-labelledby=\"fields\">\n<h2 id=\"fields\">Fields</h2>\n<dl>\n" +
                    html_fact("id", {statement.id}) + html_fact("copy", shown.copies);
  for (const std::string_view name : fields_in_order(statement)) {
    const std::string_view value = statement.field(name);
    if (name == "url")
      out += fmt::format("<dt>url</dt><dd>{}</dd>\n", html_address(value));
    else if (name != "title")  // which is the heading
      out += html_fact("<bdi>" + html_text(name) + "</bdi>", {std::string(value)});
  }
  if (settings.as_of_s) out += html_fact("As it stood", {format_time(*settings.as_of_s)});
  if (!settings.query.empty()) out += html_query_fact("Marked", settings.query);
  return out + html_made_fact(settings.made_s) + "</dl>\n</section>\n";
}

}  // namespace

std::string format_statement_html(const ShownStatement& shown, const StatementSettings& settings) {
  const Statement& statement = shown.hit.statement;
  const std::string_view title = statement.field("title");
  HtmlPage page;
  page.title = html_heading(title.empty() ? std::string_view(statement.id) : title);
  page.header = header(shown.hit);
  page.main = fields(shown, settings) +
              "<section aria-labelledby=\"text\">\n<h2 id=\"text\">Text</h2>\n" +
              fmt::format("<div class=\"text\"{}>{}</div>\n</section>\n", html_language(statement),
                          html_marked(statement.text, shown.highlights, true));
  if (!settings.query.empty()) page.footer = "What matches the query is <mark>marked</mark>.";
  return html_page(page);
}

}  // namespace demarche
