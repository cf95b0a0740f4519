// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/columns.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace demarche {
namespace {

/// A page of more is no page of text, and is left in poppler's order.
constexpr std::size_t max_blocks = 1000;
constexpr int max_depth = 8;

struct Box {
  double left, top, right, bottom;
  const PdfBlock* block;
};
using Boxes = std::vector<Box>;

Box united(const Box& one, const Box& other) {
  return {std::min(one.left, other.left), std::min(one.top, other.top),
          std::max(one.right, other.right), std::max(one.bottom, other.bottom), nullptr};
}

Box box_of(const PdfBlock* block) {
  Box box = {block->front().left, block->front().top, block->front().right, block->front().bottom,
             nullptr};
  for (const PdfLine& line : *block)
    box = united(box, {line.left, line.top, line.right, line.bottom, nullptr});
  box.block = block;
  return box;
}

/// Whether two columns stand side by side: neither is a margin's note or a number.
bool are_columns(const Box& left, const Box& right) {
  constexpr double least_share = 0.25;
  const double least_width = least_share * (right.right - left.left);
  const double beside = std::min(left.bottom, right.bottom) - std::max(left.top, right.top);
  const double least_beside =
      least_share * std::min(left.bottom - left.top, right.bottom - right.top);
  return left.right - left.left >= least_width && right.right - right.left >= least_width &&
         beside > least_beside;
}

/// How many of the boxes, sorted by their left, stand left of the widest gutter.
std::optional<std::size_t> gutter(const Boxes& boxes) {
  constexpr double least_gutter_points = 8;
  Boxes rest = boxes;  // each with all right of it
  for (std::size_t at = rest.size() - 1; at-- > 0;) rest[at] = united(rest[at], rest[at + 1]);
  std::optional<std::size_t> found;
  double widest = least_gutter_points;
  Box left = boxes.front();
  for (std::size_t at = 1; at < boxes.size(); ++at) {
    const double width = boxes[at].left - left.right;
    if (width >= widest && are_columns(left, rest[at])) {
      widest = width;
      found = at;
    }
    left = united(left, boxes[at]);
  }
  return found;
}

void sort_by_left(Boxes& boxes) {
  std::stable_sort(boxes.begin(), boxes.end(),
                   [](const Box& one, const Box& other) { return one.left < other.left; });
}

/// Boxes between which white goes from one side to the other, from the top to the bottom.
std::vector<Boxes> strips_of(Boxes boxes) {
  std::stable_sort(boxes.begin(), boxes.end(),
                   [](const Box& one, const Box& other) { return one.top < other.top; });
  std::vector<Boxes> strips;
  double bottom = -std::numeric_limits<double>::infinity();
  for (const Box& box : boxes) {
    if (box.top >= bottom) strips.emplace_back();
    strips.back().push_back(box);
    bottom = std::max(bottom, box.bottom);
  }
  return strips;
}

/// Puts strips together through which the same gutter goes.
std::vector<Boxes> bands_of(Boxes boxes) {
  std::vector<Boxes> bands;
  for (Boxes& strip : strips_of(std::move(boxes))) {
    if (!bands.empty()) {
      Boxes both = bands.back();
      both.insert(both.end(), strip.begin(), strip.end());
      sort_by_left(both);
      if (gutter(both)) {
        bands.back() = std::move(both);
        continue;
      }
    }
    bands.push_back(std::move(strip));
  }
  return bands;
}

/// Reads boxes column by column.
class ColumnReader {
public:
  explicit ColumnReader(bool runs_left) : runs_left_(runs_left) {}

  void read(Boxes boxes, int depth = 0) {
    const std::size_t column = columns_++;
    for (Boxes& band : bands_of(std::move(boxes))) {
      Boxes sorted = band;
      sort_by_left(sorted);
      const auto columns = depth < max_depth ? gutter(sorted) : std::nullopt;
      if (!columns) {
        for (const Box& box : band) blocks_.push_back({box.block, column});
        continue;
      }
      const auto cut = sorted.begin() + static_cast<std::ptrdiff_t>(*columns);
      Boxes first(sorted.begin(), cut), second(cut, sorted.end());
      if (runs_left_) std::swap(first, second);
      read(std::move(first), depth + 1);
      read(std::move(second), depth + 1);
    }
  }

  std::vector<ReadBlock> take() { return std::move(blocks_); }

private:
  bool runs_left_;
  std::size_t columns_ = 0;
  std::vector<ReadBlock> blocks_;
};

}  // namespace

std::vector<ReadBlock> in_reading_order(const std::vector<const PdfBlock*>& blocks) {
  std::vector<ReadBlock> as_given;
  Boxes boxes;
  std::size_t lines = 0, left_lines = 0;
  for (const PdfBlock* block : blocks) {
    as_given.push_back({block, 0});
    boxes.push_back(box_of(block));
    lines += block->size();
    left_lines += static_cast<std::size_t>(std::count_if(
        block->begin(), block->end(), [](const PdfLine& line) { return line.runs_left; }));
  }
  if (blocks.empty() || blocks.size() > max_blocks) return as_given;
  ColumnReader reader(2 * left_lines > lines);
  reader.read(std::move(boxes));
  return reader.take();
}

}  // namespace demarche
