// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "common/text/character.hpp"
#include "indexer/readers/pdf/columns.hpp"
#include "indexer/readers/pdf/line_joiner.hpp"
#include "indexer/readers/pdf/paragraph.hpp"

namespace demarche {
namespace {

/// What half of the lines' letters are as high as.
double body_height(const std::vector<PdfPage>& pages) {
  std::vector<std::pair<double, std::size_t>> heights;
  std::size_t total = 0;
  for (const PdfPage& page : pages) {
    for (const PdfBlock& block : page.blocks) {
      for (const PdfLine& line : block) {
        heights.emplace_back(line.height(), line.text.size());
        total += line.text.size();
      }
    }
  }
  std::sort(heights.begin(), heights.end());
  std::size_t seen = 0;
  for (const auto& [height, bytes] : heights) {
    seen += bytes;
    if (seen * 2 >= total) return height;
  }
  return 0;
}

/// Smaller than the text, in the lower half of a page, and begun by its number or mark.
bool is_footnote(const PdfBlock& block, const PdfPage& page, double usual_height) {
  constexpr double small = 0.92;
  const PdfLine& first = block.front();
  const bool is_marked = is_ascii_digit(first.text.front()) || first.text.starts_with('*') ||
                         first.text.starts_with("†");
  return is_marked && first.height() < small * usual_height && first.top > page.height / 2;
}

/// Where the lines of a column begin and end that begin about where a line does.
class ColumnEdges {
public:
  struct Edges {
    double begin;
    double end;
  };

  explicit ColumnEdges(const std::vector<ReadBlock>& blocks) {
    for (const auto& [block, column] : blocks) {
      for (const PdfLine& line : *block) {
        const Edges edges = edges_of(line);
        widen(by_step_.try_emplace({column, step_of(line)}, edges).first->second, edges);
      }
    }
  }

  /// Lines of a column begin at most a step apart, by an indent.
  Edges of(const PdfLine& line, std::size_t column) const {
    Edges edges = edges_of(line);
    for (const long step : {-1, 0, 1}) {
      const auto found = by_step_.find({column, step_of(line) + step});
      if (found != by_step_.end()) widen(edges, found->second);
    }
    return edges;
  }

private:
  static Edges edges_of(const PdfLine& line) { return {line.begin(), line.end()}; }
  static void widen(Edges& edges, const Edges& by) {
    edges.begin = std::min(edges.begin, by.begin);
    edges.end = std::max(edges.end, by.end);
  }
  static long step_of(const PdfLine& line) {
    constexpr double step_points = 30;
    return std::lround(line.begin() / step_points);
  }

  std::map<std::pair<std::size_t, long>, Edges> by_step_;
};

/// The room that most lines have to the line above.
double usual_room(const std::vector<PdfPage>& pages) {
  constexpr double max_heights = 2;  // more parts a heading or a picture from the text
  std::vector<double> rooms;
  for (const PdfPage& page : pages) {
    const PdfLine* above = nullptr;
    for (const PdfBlock& block : page.blocks) {
      for (const PdfLine& line : block) {
        const double room = above == nullptr ? 0 : line.top - above->bottom;
        if (above != nullptr && line.top > above->top && room < max_heights * line.height())
          rooms.push_back(room);
        above = &line;
      }
    }
  }
  if (rooms.empty()) return 0;
  const auto middle = rooms.begin() + static_cast<std::ptrdiff_t>((rooms.size() - 1) / 2);
  std::nth_element(rooms.begin(), middle, rooms.end());
  return *middle;
}

/// Puts paragraphs together from lines.
class TextBuilder {
public:
  explicit TextBuilder(const std::vector<PdfPage>& pages) : usual_room_(usual_room(pages)) {
    for (const PdfPage& page : pages) {
      for (const PdfBlock& block : page.blocks) {
        for (const PdfLine& line : block) joiner_.note_words(line.text);
      }
    }
  }

  void add(const PlacedLine& next) {
    if (before_ && begins_paragraph(*before_, next, usual_room_)) end_paragraph();
    joiner_.append(paragraph_, next.line->text);
    before_ = next;
  }

  void end_paragraph() {
    if (paragraph_.empty()) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += std::exchange(paragraph_, {});
    before_.reset();
  }

  std::string take() {
    end_paragraph();
    return std::move(text_);
  }

private:
  double usual_room_;
  LineJoiner joiner_;
  std::optional<PlacedLine> before_;
  std::string paragraph_;
  std::string text_;
};

}  // namespace

std::string text_of_pages(const std::vector<PdfPage>& pages) {
  const double usual_height = body_height(pages);
  TextBuilder text(pages);
  const auto add = [&](std::size_t page, const std::vector<ReadBlock>& blocks) {
    const ColumnEdges edges(blocks);
    for (const auto& [block, column] : blocks) {
      for (const PdfLine& line : *block) {
        const auto [begin, end] = edges.of(line, column);
        text.add({&line, page, block, begin, end});
      }
    }
  };
  std::vector<std::pair<std::size_t, const PdfBlock*>> footnotes;
  for (std::size_t page = 0; page < pages.size(); ++page) {
    std::vector<const PdfBlock*> blocks;
    for (const PdfBlock& block : pages[page].blocks) {
      if (is_footnote(block, pages[page], usual_height))
        footnotes.emplace_back(page, &block);
      else
        blocks.push_back(&block);
    }
    add(page, in_reading_order(blocks));
  }
  text.end_paragraph();
  for (const auto& [page, block] : footnotes) {
    add(page, {{block, 0}});
    text.end_paragraph();
  }
  return text.take();
}

}  // namespace demarche
