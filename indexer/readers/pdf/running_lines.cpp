// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "common/text/character.hpp"
#include "indexer/readers/pdf/text.hpp"

namespace demarche {
namespace {

constexpr double margin_share = 0.13;  ///< of a page's height, above and below
constexpr std::size_t max_margin_lines = 3;
constexpr std::size_t max_number_digits = 4;
constexpr std::size_t max_line_bytes = 300;
constexpr double same_place_points = 6;

/// A line in a page's margin.
struct MarginLine {
  std::size_t page;
  const PdfLine* line;
};

/// A line as it would be said of several pages: its text, a number in it replaced by how
/// far it is from the page's, and the margin.
struct Pattern {
  std::string text;
  long offset = 0;
  bool is_top = false;

  bool operator<(const Pattern& other) const {
    return std::tie(text, offset, is_top) < std::tie(other.text, other.offset, other.is_top);
  }
};

/// The value of a number in small Roman numerals; 0 where it is none.
long roman_value(std::string_view text) {
  static constexpr std::string_view letters = "ivxlc";
  static constexpr std::array<long, 5> values = {1, 5, 10, 50, 100};
  constexpr std::size_t max_letters = 8;
  if (text.size() > max_letters) return 0;
  long total = 0, last = 0;
  for (const char letter : text) {
    const std::size_t at = letters.find(letter);
    if (at == std::string_view::npos) return 0;
    const long value = values[at];
    total += value > last ? value - 2 * last : value;
    last = value;
  }
  return total;
}

/// Whether it says nothing but a number: `12`, `- 12 -`, `12/14`.
bool is_lone_number(std::string_view pattern) {
  return pattern.find('#') != std::string_view::npos &&
         pattern.find_first_not_of("#0123456789 -/.|[]()\u2013\u2014") == std::string_view::npos;
}

std::vector<Pattern> patterns_of(const PdfLine& line, std::size_t page, bool is_top) {
  const std::string& text = line.text;
  std::vector<Pattern> patterns;
  if (text.size() > max_line_bytes) return patterns;
  patterns.push_back({text, 0, is_top});
  const auto add = [&](std::size_t begin, std::size_t end, long number) {
    patterns.push_back(
        {text.substr(0, begin) + '#' + text.substr(end), number - static_cast<long>(page), is_top});
  };
  if (const long roman = roman_value(text); roman > 0) add(0, text.size(), roman);
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_ascii_digit(text[end])) ++end;
    if (end > at && end - at <= max_number_digits)
      add(at, end, std::stol(text.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
  return patterns;
}

/// The lines that stand in the margins, the outermost first.
std::vector<const PdfLine*> margin_lines(const PdfPage& page, bool is_top) {
  std::vector<const PdfLine*> lines;
  for (const PdfBlock& block : page.blocks) {
    for (const PdfLine& line : block) {
      const bool is_in_margin = is_top ? line.bottom < page.height * margin_share
                                       : line.top > page.height * (1 - margin_share);
      if (is_in_margin) lines.push_back(&line);
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [&](const PdfLine* left, const PdfLine* right) {
    return is_top ? left->top < right->top : left->bottom > right->bottom;
  });
  if (lines.size() > max_margin_lines) lines.resize(max_margin_lines);
  return lines;
}

/// On how many pages a line must stand to be a running one: most of a short document's, some
/// of a long one's, whose chapters have their own.
std::size_t pages_needed(std::size_t pages) {
  constexpr std::size_t enough = 4;
  return std::max<std::size_t>(2, std::min(enough, (pages * 2 + 4) / 5));
}

/// The lines of a pattern that stand at the same height as most of them.
std::vector<MarginLine> at_one_height(std::vector<MarginLine> lines) {
  std::vector<double> tops;
  for (const MarginLine& each : lines) tops.push_back(each.line->top);
  const auto middle = tops.begin() + static_cast<std::ptrdiff_t>(tops.size() / 2);
  std::nth_element(tops.begin(), middle, tops.end());
  std::erase_if(lines, [height = *middle](const MarginLine& each) {
    return std::abs(each.line->top - height) > same_place_points;
  });
  return lines;
}

}  // namespace

void remove_running_lines(std::vector<PdfPage>& pages) {
  std::map<Pattern, std::vector<MarginLine>> found;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    for (const bool is_top : {true, false}) {
      for (const PdfLine* line : margin_lines(pages[page], is_top)) {
        for (Pattern& pattern : patterns_of(*line, page, is_top))
          found[std::move(pattern)].push_back({page, line});
      }
    }
  }
  std::set<const PdfLine*> repeated;
  for (auto& [pattern, all] : found) {
    const std::vector<MarginLine> lines = at_one_height(std::move(all));
    std::set<std::size_t> on_pages;
    for (const MarginLine& each : lines) on_pages.insert(each.page);
    const bool is_page_number = is_lone_number(pattern.text) && pattern.offset == 1;
    if (on_pages.size() < pages_needed(pages.size()) && !is_page_number) continue;
    for (const MarginLine& each : lines) repeated.insert(each.line);
  }
  std::set<const PdfLine*> running;
  for (const PdfPage& page : pages) {
    for (const bool is_top : {true, false}) {
      // Text that happens to be the same stands within other text.
      for (const PdfLine* line : margin_lines(page, is_top)) {
        if (!repeated.contains(line)) break;
        running.insert(line);
      }
    }
  }
  for (PdfPage& page : pages) {
    for (PdfBlock& block : page.blocks) {
      PdfBlock kept;
      for (PdfLine& line : block) {
        if (!running.contains(&line)) kept.push_back(std::move(line));
      }
      block = std::move(kept);
    }
    std::erase_if(page.blocks, [](const PdfBlock& block) { return block.empty(); });
  }
}

}  // namespace demarche
