// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/cleaning.hpp"

#include <algorithm>
#include <string>

#include "indexer/readers/html/date.hpp"
#include "indexer/readers/html/phrases.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

constexpr std::size_t longest_label_words = 4;
constexpr std::size_t longest_line_words = 12;

void drop(std::vector<HtmlBlock>& blocks, BlockSpan span) {
  for (std::size_t at = span.first; at < span.last; ++at) blocks[at].is_kept = false;
}

bool is_row(GumboTag tag) { return tag == GUMBO_TAG_TR || tag == GUMBO_TAG_DT; }

bool holds_table(const HtmlTree& tree, std::size_t table) {
  for (std::size_t node = table + 1; node < tree.end(table); ++node) {
    if (tree.tag(node) == GUMBO_TAG_TABLE) return true;
  }
  return false;
}

bool is_metadata_table(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                       std::size_t table) {
  constexpr std::size_t most_rows = 20;
  constexpr std::size_t longest_value_words = 40;
  std::size_t rows = 0;
  std::size_t labelled = 0;
  for (std::size_t node = table; node < tree.end(table); ++node) {
    if (!is_row(tree.tag(node))) continue;
    const BlockSpan span = blocks_in(tree, blocks, node);
    if (span.empty()) continue;
    if (++rows > most_rows) return false;
    const HtmlBlock& first = blocks[span.first];
    for (std::size_t at = span.first; at < span.last; ++at) {
      if (blocks[at].words > longest_value_words) return false;
    }
    if (first.words <= longest_line_words && begins_with_row_label(plain_label(first.text)))
      ++labelled;
  }
  return labelled > 0 && labelled * 2 >= rows;
}

/// The pass over the blocks of one statement.
class Cleaner {
public:
  Cleaner(const HtmlTree& tree, std::vector<HtmlBlock>& blocks, std::size_t core,
          std::string_view title, std::string_view language)
      : tree_(tree),
        blocks_(blocks),
        core_(core),
        span_(blocks_in(tree, blocks, core)),
        title_(plain_label(title)),
        title_words_(count_words(title)),
        language_(language) {}

  void clean() {
    drop_before_text();
    for (std::size_t at = span_.first; at < span_.last; ++at) {
      if (is_lost(blocks_[at])) continue;
      if (is_for_reader(at)) blocks_[at].is_kept = false;
      if (heads_others(at)) drop_headed(at);
    }
    drop_linked_sections();
    drop_bare_headings();
  }

private:
  static bool is_lost(const HtmlBlock& block) { return block.is_chrome || !block.is_kept; }

  std::size_t first_prose() const {
    std::size_t at = span_.first;
    while (at < span_.last && (is_lost(blocks_[at]) || !is_prose(blocks_[at]) || is_title(at)))
      ++at;
    return at;
  }

  bool is_title(std::size_t at) const {
    if (title_.empty()) return false;
    const std::string line = plain_label(blocks_[at].text);
    constexpr std::size_t most_others = 10;
    return line == title_ || (title_words_ > 2 && line.ends_with(' ' + title_) &&
                              blocks_[at].words <= title_words_ + most_others);
  }

  void drop_before_text() {
    constexpr std::size_t most_blocks = 3000;
    const std::size_t text = std::min(first_prose(), span_.first + most_blocks);
    std::size_t title = span_.first;
    for (std::size_t at = span_.first; at < std::min(text, span_.last); ++at) {
      if (is_title(at)) title = at;
    }
    if (text < span_.last) drop_first_lines(blocks_[text]);
    // Names of the section, the site, the page's kind.
    drop(blocks_, {span_.first, title});
    for (std::size_t at = span_.first; at < std::min(text, span_.last); ++at) {
      HtmlBlock& block = blocks_[at];
      if (is_lost(block)) continue;
      if (is_title(at) || has_date_line(block) || is_label_line(block)) {
        block.is_kept = false;
      } else if (is_label_alone(block)) {
        block.is_kept = false;
        if (at + 1 < text && blocks_[at + 1].heading == 0 &&
            blocks_[at + 1].words <= longest_line_words)
          blocks_[at + 1].is_kept = false;
      }
    }
  }

  bool is_date_line(std::string_view line) const {
    constexpr std::size_t most_other_words = 3;
    const std::size_t words = count_words(line) - count_numbers(line);
    if (words > longest_line_words) return false;
    const auto found = find_date(line, language_);
    if (!found) return false;
    const auto date = line.substr(found->begin, found->end - found->begin);
    return words <= count_words(date) - count_numbers(date) + most_other_words ||
           begins_with_date_label(plain_label(line));
  }

  /// Some short lines, with one of a date among them.
  bool has_date_line(const HtmlBlock& block) const {
    if (is_prose(block) || block.plain_words() > 2 * longest_line_words) return false;
    const std::string_view text = block.text;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (is_date_line(text.substr(begin, end - begin))) return true;
      begin = end + 1;
    }
    return false;
  }

  /// Lines of number and date that no break parts from the text.
  void drop_first_lines(HtmlBlock& block) const {
    for (std::size_t end = block.text.find('\n'); end != std::string::npos;
         end = block.text.find('\n')) {
      const auto line = std::string_view(block.text).substr(0, end);
      if (count_words(line) > count_numbers(line) && !is_date_line(line)) return;
      block.text.erase(0, end + 1);
    }
  }

  /// `Reference: 12/2024`
  static bool is_label_line(const HtmlBlock& block) {
    if (block.words > longest_line_words || block.heading != 0) return false;
    const std::string_view text = block.text;
    const std::size_t colon = std::min(text.find(':'), text.find("："));
    return colon < text.size() && count_words(text.substr(0, colon)) <= longest_label_words &&
           begins_with_row_label(plain_label(text.substr(0, colon)));
  }

  static bool is_label_alone(const HtmlBlock& block) {
    return block.words <= longest_label_words && block.heading == 0 &&
           begins_with_row_label(plain_label(block.text)) &&
           !begins_with_row_label(plain_label(block.text) + "x");
  }

  /// A link by itself, or a line about the page.
  bool is_for_reader(std::size_t at) const {
    const HtmlBlock& block = blocks_[at];
    constexpr std::size_t longest_page_line_words = 8;
    constexpr std::size_t longest_change_words = 15;
    if (block.words == 0) return block.text.size() < 4 && block.heading == 0 && !is_rule(block);
    if (block.is_listed || is_linked_sentence(at)) return false;
    if (is_link(block)) return true;
    constexpr std::size_t longest_links_words = 12;
    if (block.link_words > 0 && block.words <= longest_links_words &&
        block.words <= block.link_words + 2)
      return true;
    if (block.text.starts_with("©") || block.text.starts_with("(c)")) return true;
    if (block.plain_words() > longest_change_words) return false;
    const std::string label = plain_label(block.text);
    if (speaks_of_change(label) && find_date(block.text, language_)) return true;
    if (block.words > longest_page_line_words) return false;
    return is_page_line(label) && (block.heading == 0 || block.words <= 2) &&
           !(is_long_sentence(block) && follows_text(at) && precedes_text(at));
  }

  static bool is_long_sentence(const HtmlBlock& block) {
    constexpr std::size_t least_words = 5;
    return block.words >= least_words && is_sentence(block);
  }

  /// A paragraph of the text that is linked as a whole.
  bool is_linked_sentence(std::size_t at) const {
    constexpr std::size_t least_words = 5;
    const HtmlBlock& block = blocks_[at];
    if (block.words < least_words || block.heading != 0 || tree_.tag(block.element) != GUMBO_TAG_P)
      return false;
    const std::string label = plain_label(block.text);
    return !is_page_line(label) && !heads_other_pages(label) && !may_head_other_pages(label) &&
           follows_text(at) && (is_sentence(block) || precedes_text(at));
  }

  bool follows_text(std::size_t at) const {
    constexpr std::size_t most_blocks = 8;
    for (std::size_t seen = 0; seen < most_blocks && at-- > span_.first; ++seen) {
      if (!is_lost(blocks_[at]) && is_prose(blocks_[at])) return true;
    }
    return false;
  }

  bool precedes_text(std::size_t at) const {
    constexpr std::size_t most_blocks = 4;
    for (std::size_t next = at + 1; next < std::min(span_.last, at + most_blocks); ++next) {
      if (!is_lost(blocks_[next]) && is_prose(blocks_[next])) return true;
    }
    return false;
  }

  /// `* * *` between parts says something.
  static bool is_rule(const HtmlBlock& block) { return block.text.find('*') != std::string::npos; }

  bool heads_others(std::size_t at) const {
    const HtmlBlock& block = blocks_[at];
    constexpr std::size_t longest_heading_words = 7;
    constexpr std::size_t least_sentence_words = 4;
    if (block.words > longest_heading_words || block.link_words > 0) return false;
    // `See also our statement of 3 May.`
    if (block.words >= least_sentence_words && is_sentence(block)) return false;
    const std::string label = plain_label(block.text);
    return heads_other_pages(label) || (may_head_other_pages(label) && !heads_text(at));
  }

  /// Whether a heading has running text below, and no links or teasers.
  bool heads_text(std::size_t at) const {
    std::size_t next = at + 1;
    while (next < span_.last && blocks_[next].is_chrome) ++next;
    if (next >= span_.last) return false;
    const HtmlBlock& block = blocks_[next];
    return block.is_kept && is_prose(block) && block.link_words * 4 <= block.words;
  }

  /// The heading goes with the element that it begins, where that is a small part; else with
  /// what follows it in its element, up to the next heading of its rank.
  void drop_headed(std::size_t at) {
    const std::size_t outer = outermost_begun_by(at);
    const BlockSpan inner = blocks_in(tree_, blocks_, outer);
    if (inner.last > at + 1 && inner.first == at) {
      drop(blocks_, inner);
      return;
    }
    const std::size_t around = tree_.parent(blocks_[at].element);
    const BlockSpan rest = blocks_in(tree_, blocks_, tree_.holds(core_, around) ? around : core_);
    const HtmlBlock& heading = blocks_[at];
    for (std::size_t next = at; next < rest.last; ++next) {
      const HtmlBlock& block = blocks_[next];
      const bool ends = next > at && block.heading != 0 && heading.heading != 0 &&
                        block.heading <= heading.heading && !is_link(block);
      // After a mere line the links that follow it, and no text.
      if (ends || (next > at && heading.heading == 0 && is_prose(block))) break;
      blocks_[next].is_kept = false;
    }
  }

  std::size_t outermost_begun_by(std::size_t at) const {
    std::size_t outer = blocks_[at].element;
    while (outer != core_ && tree_.holds(core_, outer)) {
      const std::size_t around = tree_.parent(outer);
      const BlockSpan span = blocks_in(tree_, blocks_, around);
      if (around == core_ || span.first != at) break;
      outer = around;
    }
    return outer;
  }

  /// Teasers without an element of their own: a linked heading and the lines below it.
  void drop_linked_sections() {
    constexpr std::size_t longest_teaser_words = 80;
    for (std::size_t at = span_.first; at < span_.last; ++at) {
      if (blocks_[at].is_chrome || blocks_[at].heading == 0 || !is_link(blocks_[at])) continue;
      std::size_t words = 0;
      std::size_t next = at + 1;
      for (; next < span_.last && blocks_[next].heading == 0; ++next) words += blocks_[next].words;
      const bool goes_on = next < span_.last && is_link(blocks_[next]);
      if (words <= longest_teaser_words && goes_on) drop(blocks_, {at, next});
    }
  }

  /// A heading of which only links or the like were the text.
  void drop_bare_headings() {
    for (std::size_t at = span_.first; at < span_.last; ++at) {
      if (blocks_[at].heading == 0 || is_lost(blocks_[at])) continue;
      std::size_t next = at + 1;
      while (next < span_.last && is_lost(blocks_[next])) ++next;
      const bool nothing_left =
          next == span_.last ||
          (blocks_[next].heading != 0 && blocks_[next].heading <= blocks_[at].heading);
      if (nothing_left && next > at + 1) blocks_[at].is_kept = false;
    }
  }

  const HtmlTree& tree_;
  std::vector<HtmlBlock>& blocks_;
  std::size_t core_;
  BlockSpan span_;
  std::string title_;
  std::size_t title_words_;
  std::string_view language_;
};

}  // namespace

void drop_metadata_tables(const HtmlTree& tree, std::vector<HtmlBlock>& blocks) {
  for (std::size_t node = 0; node < tree.size(); ++node) {
    const GumboTag tag = tree.tag(node);
    if (tag != GUMBO_TAG_TABLE && tag != GUMBO_TAG_DL) continue;
    if (!holds_table(tree, node) && is_metadata_table(tree, blocks, node))
      drop(blocks, blocks_in(tree, blocks, node));
  }
}

void clean_statement(const HtmlTree& tree, std::vector<HtmlBlock>& blocks, std::size_t core,
                     std::string_view title, std::optional<std::size_t> number,
                     std::string_view language) {
  Cleaner(tree, blocks, core, title, language).clean();
  if (number && blocks_in(tree, blocks, core).first <= *number) blocks[*number].is_kept = true;
}

}  // namespace demarche
