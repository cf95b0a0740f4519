// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/blocks.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "common/text/character.hpp"
#include "common/text/utf8.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

bool is_block_element(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

int heading_level(GumboTag tag) {
  constexpr std::array headings = {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                   GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
  const auto* const found = std::find(headings.begin(), headings.end(), tag);
  return found == headings.end() ? 0 : static_cast<int>(found - headings.begin()) + 1;
}

/// Goes through the nodes and puts their text together.
class Builder {
public:
  Builder(const HtmlTree& tree, const std::vector<NodeUse>& uses)
      : tree_(tree), uses_(uses), contents_(tree.size()) {
    for (std::size_t node = 1; node < tree.size(); ++node) {
      Contents& around = contents_[tree.parent(node)];
      around.has_text |= tree.is_text(node) && !trimmed(tree.text(node)).empty();
      around.has_block |= !tree.is_text(node) && is_block_element(tree.tag(node));
    }
  }

  std::vector<HtmlBlock> build() {
    for (std::size_t node = 0; node < tree_.size();) {
      leave_before(node);
      if (uses_[node] == NodeUse::unseen) {
        node = tree_.end(node);
        continue;
      }
      if (tree_.is_text(node))
        take_text(node);
      else
        enter(node);
      ++node;
    }
    leave_before(tree_.size());
    return std::move(blocks_);
  }

private:
  /// An element that is open and means something here.
  struct Open {
    std::size_t node;
    std::size_t end;
    bool is_block, is_link, is_note, is_pre, is_bold, is_span;
    int heading;
  };

  /// What stands directly in an element.
  struct Contents {
    bool has_text = false;
    bool has_block = false;
  };

  /// A `<span>` beside blocks, where no text is, is a line by its style.
  bool is_block(std::size_t node) const {
    const GumboTag tag = tree_.tag(node);
    if (tag != GUMBO_TAG_SPAN && tag != GUMBO_TAG_UNKNOWN && tag != GUMBO_TAG_TIME)
      return is_block_element(tag);
    const Contents& around = contents_[tree_.parent(node)];
    return around.has_block && !around.has_text;
  }

  void leave_before(std::size_t node) {
    while (!open_.empty() && open_.back().end <= node) {
      const Open left = open_.back();
      open_.pop_back();
      if (left.is_block) finish();
      if (left.is_span) span_edge_ = true;
      if (left.is_link) --links_;
      if (left.is_bold) --bolds_;
      if (left.is_pre) --pres_;
      if (left.heading != 0) heading_ = 0;
      if (left.is_note) close_note();
    }
  }

  void enter(std::size_t node) {
    const GumboTag tag = tree_.tag(node);
    if (tag == GUMBO_TAG_BR) {
      take_break();
      return;
    }
    Open opened{node,  tree_.end(node), is_block(node),    false, false, false,
                false, false,           heading_level(tag)};
    opened.is_link = tag == GUMBO_TAG_A && tree_.has_attribute(node, "href");
    opened.is_note = is_note_mark(node);
    opened.is_pre = tag == GUMBO_TAG_PRE;
    opened.is_bold = tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG;
    opened.is_span = tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_TIME;
    if (opened.is_span) span_edge_ = true;
    if (!opened.is_block && !opened.is_link && !opened.is_note && !opened.is_bold &&
        !opened.is_span)
      return;
    if (opened.is_block) finish();
    if (opened.is_link) ++links_;
    if (opened.is_bold) ++bolds_;
    if (opened.is_pre) ++pres_;
    if (opened.heading != 0) heading_ = opened.heading;
    if (opened.is_note) note_begin_ = block_.text.size();
    open_.push_back(opened);
  }

  /// A raised number that refers to a note, which would be a part of the word before it.
  bool is_note_mark(std::size_t node) const {
    constexpr std::size_t longest_note_nodes = 8;
    if (tree_.tag(node) != GUMBO_TAG_SUP || tree_.end(node) - node > longest_note_nodes)
      return false;
    for (std::size_t at = node; at < tree_.end(node); ++at) {
      if (tree_.tag(at) == GUMBO_TAG_A) return true;
    }
    return false;
  }

  void close_note() {
    if (note_begin_ >= block_.text.size()) return;
    const char first = block_.text[note_begin_];
    if (first < '0' || first > '9') return;
    block_.text.insert(block_.text.begin() + static_cast<std::ptrdiff_t>(note_begin_), '[');
    block_.text += ']';
  }

  void take_break() {
    // No blank line is a line: two breaks end a paragraph.
    // Nor is a line all in bold a part of what follows: it heads that.
    if (breaks_ > 0 || (has_begun_ && is_bold_)) {
      finish();
    } else {
      ++breaks_;
    }
  }

  void take_text(std::size_t node) {
    const std::string_view text = tree_.text(node);
    // A no-break space between two breaks is an empty line.
    if (breaks_ > 0 && trimmed(text).empty() && pres_ == 0) return;
    part_spans(text);
    for (const char byte : text) {
      const bool is_space = byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f';
      if (!is_space) {
        begin_block(node);
        take_breaks();
        append(byte);
      } else if (pres_ > 0 && byte == '\n') {
        take_line_end();
      } else if (!block_.text.empty() && block_.text.back() != ' ' && breaks_ == 0) {
        append(' ');
      }
    }
    if (links_ > 0) link_text_ += ' ';
  }

  /// Words that only their spans part: `<span>Press Office</span><span>3 May</span>`.
  void part_spans(std::string_view text) {
    const bool was_edge = std::exchange(span_edge_, false);
    if (!was_edge || block_.text.empty() || block_.text.back() == ' ' || breaks_ > 0) return;
    const std::size_t last = character_start(block_.text, block_.text.size() - 1);
    const char32_t before = code_point_at(block_.text, last).value;
    const char32_t after = code_point_at(text, 0).value;
    const bool are_words = (is_digit(before) || case_of(before) != Case::none) &&
                           (is_digit(after) || case_of(after) != Case::none);
    const bool goes_on = !is_digit(before) && !is_digit(after) &&
                         (case_of(before) != Case::lower || case_of(after) != Case::upper);
    if (are_words && !goes_on) breaks_ = 1;
  }

  void append(char byte) {
    block_.text += byte;
    if (links_ > 0) link_text_ += byte;
    if (bolds_ == 0 && byte != ' ') is_bold_ = false;
  }

  void take_breaks() {
    if (breaks_ == 0) return;
    while (!block_.text.empty() && block_.text.back() == ' ') block_.text.pop_back();
    if (!block_.text.empty()) block_.text += '\n';
    breaks_ = 0;
  }

  /// In preformatted text an empty line ends a paragraph.
  void take_line_end() {
    if (breaks_ > 0)
      finish();
    else
      breaks_ = 1;
  }

  void begin_block(std::size_t node) {
    if (has_begun_) return;
    has_begun_ = true;
    block_.node = node;
    block_.heading = heading_;
    block_.is_named = uses_[node] == NodeUse::named;
    block_.is_chrome = uses_[node] == NodeUse::chrome || block_.is_named;
    const auto around =
        std::find_if(open_.rbegin(), open_.rend(), [](const Open& open) { return open.is_block; });
    block_.element = around == open_.rend() ? 0 : around->node;
  }

  void finish() {
    const std::string_view text = trimmed(block_.text);
    if (has_begun_ && !text.empty()) {
      block_.text = std::string(text);
      block_.words = count_words(block_.text);
      block_.is_bold = is_bold_;
      block_.numbers = std::min(count_numbers(block_.text), block_.words);
      block_.link_words = std::min(count_words(link_text_), block_.words);
      blocks_.push_back(std::move(block_));
    }
    block_ = HtmlBlock();
    link_text_.clear();
    is_bold_ = true;
    has_begun_ = false;
    breaks_ = 0;
    note_begin_ = std::string::npos;
  }

  const HtmlTree& tree_;
  const std::vector<NodeUse>& uses_;
  std::vector<Contents> contents_;
  std::vector<HtmlBlock> blocks_;
  HtmlBlock block_;
  std::string link_text_;  ///< what of it stands in links
  bool has_begun_ = false;
  std::vector<Open> open_;
  bool is_bold_ = true;
  bool span_edge_ = false;  ///< a span begins or ends here
  int links_ = 0, bolds_ = 0, pres_ = 0, heading_ = 0, breaks_ = 0;
  std::size_t note_begin_ = std::string::npos;
};

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 15> ends = {".",  "!", "?", ":", ";", "…",  "。", "！",
                                                     "？", "؟", "۔", "।", "։", ".”", "»"};
  return std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return text.ends_with(end); });
}

}  // namespace

std::vector<HtmlBlock> html_blocks(const HtmlTree& tree, const std::vector<NodeUse>& uses) {
  return Builder(tree, uses).build();
}

bool is_link(const HtmlBlock& block) {
  // A sentence may quote a long title, linked.
  const std::size_t others = block.words - block.link_words;
  if (others >= 4 && block.words >= 10 && ends_sentence(block.text))
    return block.link_words > 4 * others;
  return block.link_words * 2 > block.words;
}

bool is_sentence(const HtmlBlock& block) {
  constexpr std::array<std::string_view, 11> ends = {".", "!", "?", "。", "！", "？",
                                                     "؟", "۔", "।", ".”", ".\""};
  return !block.text.ends_with("..") &&
         std::any_of(ends.begin(), ends.end(),
                     [&](std::string_view end) { return block.text.ends_with(end); });
}

bool is_prose(const HtmlBlock& block) {
  if (block.is_short) return true;
  constexpr std::size_t sure_words = 12;
  constexpr std::size_t least_words = 5;
  if (block.heading != 0 || is_link(block)) return false;
  if (block.text.find("©") != std::string::npos) return false;
  const std::size_t words = block.plain_words();
  return words >= sure_words || (words >= least_words && ends_sentence(block.text));
}

BlockSpan blocks_in(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, std::size_t node) {
  const auto before = [](const HtmlBlock& block, std::size_t at) { return block.node < at; };
  const auto first = std::lower_bound(blocks.begin(), blocks.end(), node, before);
  const auto last = std::lower_bound(first, blocks.end(), tree.end(node), before);
  return {static_cast<std::size_t>(first - blocks.begin()),
          static_cast<std::size_t>(last - blocks.begin())};
}

}  // namespace demarche
