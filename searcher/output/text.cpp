// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>

#include "common/terminal.hpp"
#include "searcher/output/circumstances.hpp"
#include "searcher/output/counted.hpp"
#include "searcher/output/markup.hpp"
#include "searcher/output/output.hpp"

namespace demarche {

namespace {

/// Longer lines are hard to read.
constexpr int max_columns = 100;
constexpr std::string_view indent = "  ";
/// A title or name of more is no title: it must not hide the hits after it. So many lines of
/// max_columns, and more where they are shorter.
constexpr int max_heading_lines = 4;

/// Puts text in lines that fit the terminal.
class Page {
public:
  explicit Page(const TextStyle& style)
      : color_(style.color), columns_(std::min(style.columns, max_columns)) {}

  void add_text(std::string_view margin, std::string_view text,
                const std::vector<Highlight>& highlights, std::string_view base) {
    const int columns = columns_ - static_cast<int>(margin.size());
    for (const Highlight& line : wrapped(text, columns)) {
      out_ += margin;
      out_ += marked(text, line, highlights, {color_, base});
      out_ += '\n';
    }
  }

  /// As add_text, of its first lines.
  void add_heading(std::string_view margin, std::string_view text,
                   const std::vector<Highlight>& highlights, std::string_view base) {
    const int columns = columns_ - static_cast<int>(margin.size());
    const auto max_lines =
        static_cast<std::size_t>(max_heading_lines * max_columns / std::max(columns, 1));
    const std::vector<Highlight> lines = wrapped(text, columns);
    for (std::size_t at = 0; at < lines.size() && at < max_lines; ++at) {
      out_ += margin;
      out_ += marked(text, lines[at], highlights, {color_, base});
      out_ += '\n';
    }
    if (lines.size() > max_lines) add_line(margin, "…", base);
  }

  /// Not wrapped, so that it can be copied.
  void add_line(std::string_view margin, std::string_view text, std::string_view base) {
    out_ += margin;
    out_ += inked(text, {color_, base});
    out_ += '\n';
  }

  void add_blank_line() { out_ += '\n'; }

  std::string take() { return std::move(out_); }

private:
  std::string out_;
  bool color_;
  int columns_;
};

void add_hit(const Hit& hit, bool score, Page& page) {
  const Statement& statement = hit.statement;
  const std::string_view title = statement.field("title");
  if (title.empty()) {
    page.add_text("", statement.id, {}, ink::bold);
  } else {
    page.add_heading("", title, hit.title_highlights, ink::bold);
  }
  page.add_heading(indent, fmt::format("{}", fmt::join(circumstances_of(statement), " · ")), {},
                   ink::dim);
  page.add_text(indent, hit.snippet.text, hit.snippet.highlights, ink::plain);
  const std::string score_text = score ? fmt::format("  score: {:.2f}", hit.score) : "";
  page.add_line(indent, "id: " + statement.id + score_text, ink::dim);
  page.add_blank_line();
}

/// `11–20 of 127 statements; next page: --offset 20`
std::string range_line(const SearchResults& results) {
  const std::size_t first = results.hits.front().rank;
  const std::size_t last = results.hits.back().rank;
  const std::string ranks =
      first == last ? std::to_string(first) : fmt::format("{}–{}", first, last);
  std::string line = fmt::format("{} of {}", ranks, counted(results.total, "statement"));
  if (last < results.total) line += fmt::format("; next page: --offset {}", last);
  return line;
}

}  // namespace

std::string format_heading(std::string_view qid, std::string_view query) {
  return fmt::format("== {}: {}\n", printable(qid), printable(query));
}

std::string left_out_lines(const std::vector<LeftOutIndex>& left_out, const TextStyle& style) {
  std::string out;
  for (const LeftOutIndex& index : left_out)
    out +=
        inked(fmt::format("left out: {}: {}", index.location, index.reason), {style.color}) + '\n';
  return out;
}

std::string format_text_hits(const std::vector<Hit>& hits, const TextStyle& style) {
  Page page(style);
  for (const Hit& hit : hits) add_hit(hit, style.score, page);
  return page.take();
}

std::string format_text_end(const SearchResults& results, const TextStyle& style) {
  Page page(style);
  if (!results.hits.empty()) page.add_line("", range_line(results), ink::plain);
  return page.take() + left_out_lines(results.left_out, style);
}

std::string format_text(const SearchResults& results, const TextStyle& style) {
  return format_text_hits(results.hits, style) + format_text_end(results, style);
}

}  // namespace demarche
