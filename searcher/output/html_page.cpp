// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/html_page.hpp"

#include <fmt/format.h>

#include "common/text/utf8.hpp"
#include "common/timestamp.hpp"
#include "common/version.hpp"
#include "searcher/output/html_style.hpp"
#include "searcher/output/html_text.hpp"

namespace demarche {

std::string html_page(const HtmlPage& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
      " style-src '{}'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta name=\"generator\" content=\"Demarche {}\">\n"
      "<title>{} – Demarche</title>\n<style>{}</style>\n</head>\n"
      "<body>\n<header>\n{}</header>\n<main>\n{}</main>\n<footer>\n"
      "<p>{} This page holds all that it shows: nothing is fetched, and nothing in it runs.</p>\n"
      "</footer>\n</body>\n</html>\n",
      html_style_hash, program_version, page.title, html_style, page.header, page.main,
      page.footer);
}

std::string html_heading(std::string_view text) {
  constexpr std::size_t max_characters = 120;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size() && count < max_characters; ++count)
    end += code_point_at(text, end).bytes;
  return html_text(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

std::string html_fact(std::string_view name, const std::vector<std::string>& values) {
  if (values.empty()) return {};
  std::string out = fmt::format("<dt>{}</dt>", name);
  for (const std::string& value : values)
    out += fmt::format("<dd><bdi>{}</bdi></dd>", html_text(value));
  return out + "\n";
}

std::string html_query_fact(std::string_view name, std::string_view query) {
  return fmt::format("<dt>{}</dt><dd><code dir=\"auto\">{}</code></dd>\n", name, html_text(query));
}

std::string html_made_fact(std::int64_t made_s) {
  const std::string time = format_time(made_s);
  return fmt::format(
      "<dt>Made</dt><dd><time datetime=\"{}\">{} {} UTC</time>, by Demarche {}</dd>\n", time,
      time.substr(0, 10), time.substr(11, 5), program_version);
}

}  // namespace demarche
