// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/pdf/pages.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "common/text/utf8.hpp"
#include "indexer/readers/paragraphs.hpp"
#include "indexer/readers/pdf/visual_order.hpp"

namespace demarche {
namespace {

/// The characters that the five entities of XML stand for.
std::string unescaped(std::string_view text) {
  struct Entity {
    std::string_view name;
    char character;
  };
  static constexpr std::array entities = {Entity{"&amp;", '&'},   Entity{"&lt;", '<'},
                                          Entity{"&gt;", '>'},    Entity{"&quot;", '"'},
                                          Entity{"&apos;", '\''}, Entity{"&#39;", '\''}};
  std::string plain;
  while (!text.empty()) {
    const auto* const entity = std::find_if(entities.begin(), entities.end(), [&](const auto& row) {
      return text.starts_with(row.name);
    });
    plain += entity == entities.end() ? text.front() : entity->character;
    text.remove_prefix(entity == entities.end() ? 1 : entity->name.size());
  }
  return plain;
}

std::string_view attribute_of(std::string_view tag, std::string_view name) {
  const std::string mark = std::string(name) + "=\"";
  const std::size_t at = tag.find(mark);
  if (at == std::string_view::npos) return {};
  tag.remove_prefix(at + mark.size());
  return tag.substr(0, tag.find('"'));
}

/// A number of points; 0 where it is none that a page could have.
double points(std::string_view tag, std::string_view name) {
  const std::string_view digits = attribute_of(tag, name);
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  constexpr double most = 1e6;
  return std::isfinite(value) && std::abs(value) < most ? value : 0;
}

/// Follows the tags in their order.
class LayoutReader {
public:
  PdfContent read(std::string_view layout) {
    while (true) {
      const std::size_t begin = layout.find('<');
      if (begin == std::string_view::npos) break;
      const std::size_t end = layout.find('>', begin);
      if (end == std::string_view::npos) break;
      const std::string_view tag = layout.substr(begin + 1, end - begin - 1);
      layout.remove_prefix(end + 1);
      take(tag, layout.substr(0, layout.find('<')));
    }
    return std::move(content_);
  }

private:
  void take(std::string_view tag, std::string_view text) {
    if (tag.starts_with("word ")) {
      add_word(placed(tag), unescaped(text));
    } else if (tag.starts_with("line ")) {
      line_ = placed(tag);
    } else if (tag == "/line") {
      end_line();
    } else if (tag.starts_with("block ")) {
      block_.clear();
    } else if (tag == "/block") {
      if (!block_.empty() && !content_.pages.empty())
        content_.pages.back().blocks.push_back(std::move(block_));
      block_.clear();
    } else if (tag.starts_with("page ")) {
      content_.pages.push_back({points(tag, "height"), {}});
    } else if (tag == "title") {
      content_.information.title = unescaped(text);
    } else if (attribute_of(tag, "name") == "CreationDate") {
      content_.information.created = attribute_of(tag, "content");
    }
  }

  static PdfLine placed(std::string_view tag) {
    return {points(tag, "xMin"),
            points(tag, "yMin"),
            points(tag, "xMax"),
            points(tag, "yMax"),
            {},
            false};
  }

  /// A word that begins where one of its size ends is the rest of that one in another
  /// font; a smaller one there is a reference to a note.
  void add_word(const PdfLine& place, std::string_view word) {
    constexpr double touch = 0.05, same_size = 0.1;
    const bool touches = std::abs(place.left - last_word_.right) < touch * place.height();
    const bool is_as_high =
        std::abs(place.height() - last_word_.height()) < same_size * place.height();
    if (!line_.text.empty() && !(touches && is_as_high)) line_.text += ' ';
    line_.text += word;
    last_word_ = place;
  }

  void end_line() {
    const VisualLine seen(clean_text(line_.text));
    line_.runs_left = seen.runs_left();
    line_.text = seen.logical();
    if (has_text(line_.text) && !joins_line_before()) block_.push_back(std::move(line_));
    line_ = {};
  }

  /// Where words stand far apart, to fill a line, poppler takes each for a line.
  bool joins_line_before() {
    if (block_.empty()) return false;
    PdfLine& before = block_.back();
    const double overlap = std::min(before.bottom, line_.bottom) - std::max(before.top, line_.top);
    const double most_apart = 4 * before.height();
    if (overlap < before.height() / 2 || before.runs_left != line_.runs_left) return false;
    const double after_it = line_.begin() - before.end();
    const double before_it = before.begin() - line_.end();
    if (after_it >= 0 && after_it < most_apart)
      before.text += ' ' + line_.text;
    else if (before_it >= 0 && before_it < most_apart)
      before.text = line_.text + ' ' + before.text;
    else
      return false;
    before.left = std::min(before.left, line_.left);
    before.right = std::max(before.right, line_.right);
    return true;
  }

  PdfContent content_;
  PdfBlock block_;
  PdfLine line_;
  PdfLine last_word_;
};

}  // namespace

PdfContent read_pdf_pages(std::string_view layout) { return LayoutReader().read(layout); }

}  // namespace demarche
