// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/running_text.hpp"

#include <algorithm>
#include <string_view>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/boilerplate.hpp"
#include "indexer/readers/html/chrome_names.hpp"
#include "indexer/readers/html/core.hpp"
#include "indexer/readers/html/phrases.hpp"
#include "indexer/readers/html/words.hpp"

namespace demarche {
namespace {

bool is_foreign_part(const HtmlTree& tree, std::size_t node) {
  constexpr std::size_t longest_name = 200;
  const std::string_view classes = tree.attribute(node, "class").substr(0, longest_name);
  return names_foreign_part(tree.attribute(node, "id").substr(0, longest_name)) ||
         names_foreign_part(classes.substr(0, classes.find(' '))) ||
         names_foreign_part(classes.substr(classes.find_last_of(' ') + 1));
}

bool holds_form(const HtmlTree& tree, std::size_t node) {
  for (std::size_t at = node; at < tree.end(node); ++at) {
    const GumboTag tag = tree.tag(at);
    if (tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_TEXTAREA) return true;
  }
  return false;
}

/// Whether what stands in an element is text to be read, and not a way to other pages.
bool is_running_text(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, std::size_t node) {
  std::size_t words = 0;
  std::size_t linked = 0;
  std::size_t prose = 0;
  const BlockSpan span = blocks_in(tree, blocks, node);
  if (heads_other_pages(plain_label(blocks[span.first].text))) return false;
  for (std::size_t at = span.first; at < span.last; ++at) {
    const HtmlBlock& block = blocks[at];
    if (block.is_chrome && !block.is_named) continue;
    if (block.is_teaser || (block.heading != 0 && is_link(block))) return false;
    words += block.words;
    linked += block.link_words;
    if (is_prose(block)) prose += block.words;
  }
  return prose * 2 > words && linked * 4 <= words && !holds_form(tree, node);
}

bool is_announced_link(const HtmlBlock& block) {
  return !block.is_chrome && block.is_kept && block.heading == 0 && block.link_words > 0;
}

bool announces(const std::vector<HtmlBlock>& blocks, BlockSpan list) {
  constexpr std::size_t least_words = 2;
  if (list.empty() || list.first == 0) return false;
  const HtmlBlock& line = blocks[list.first - 1];
  if (line.is_chrome || !line.is_kept || line.heading != 0 || is_link(line) ||
      line.words < least_words || !(line.text.ends_with(":") || line.text.ends_with("：")))
    return false;
  const std::string label = plain_label(line.text);
  if (is_page_line(label) || heads_other_pages(label) || may_head_other_pages(label)) return false;
  const auto is_text = [&](std::size_t at) {
    return at < blocks.size() && !blocks[at].is_chrome && blocks[at].is_kept &&
           is_prose(blocks[at]);
  };
  return is_prose(line) || (list.first >= 2 && is_text(list.first - 2) && is_text(list.last));
}

bool is_short_sentence(const HtmlBlock& block) {
  if (block.is_chrome || !block.is_kept || block.heading != 0 || block.words == 0 ||
      is_link(block) || !is_sentence(block))
    return false;
  return !is_page_line(plain_label(block.text)) &&
         lower_ascii(block.text).find("javascript") == std::string::npos;
}

/// Calls `take` with each node that `is_kind` and lies in no other such.
template <typename Kind, typename Function>
void for_outermost(const HtmlTree& tree, const Kind& is_kind, const Function& take) {
  for (std::size_t node = 0; node < tree.size();) {
    if (!is_kind(node)) {
      ++node;
      continue;
    }
    take(node);
    node = tree.end(node);
  }
}

}  // namespace

void keep_running_text(const HtmlTree& tree, std::vector<HtmlBlock>& blocks, std::size_t element) {
  constexpr std::size_t most_levels = 20;
  std::vector<std::size_t> levels;  // where the names around end
  for (std::size_t node = element + 1; node < tree.end(element);) {
    while (!levels.empty() && levels.back() <= node) levels.pop_back();
    const BlockSpan span = blocks_in(tree, blocks, node);
    if (tree.is_text(node) || span.empty() || !blocks[span.first].is_named ||
        levels.size() == most_levels || !is_named_chrome(tree, node)) {
      ++node;
      continue;
    }
    const bool is_text = tree.tag(node) != GUMBO_TAG_ARTICLE && !is_foreign_part(tree, node) &&
                         is_running_text(tree, blocks, node);
    for (std::size_t at = span.first; at < span.last; ++at) {
      if (blocks[at].is_named) blocks[at].is_chrome = !is_text;
    }
    if (is_text) levels.push_back(tree.end(node));
    node = is_text ? node + 1 : tree.end(node);
  }
}

void keep_running_text_of_articles(const HtmlTree& tree, std::vector<HtmlBlock>& blocks) {
  for_outermost(
      tree, [&](std::size_t node) { return is_article_like(tree, node); },
      [&](std::size_t node) { keep_running_text(tree, blocks, node); });
}

void note_announced_lists(const HtmlTree& tree, std::vector<HtmlBlock>& blocks) {
  const auto is_list = [&](std::size_t node) {
    return tree.tag(node) == GUMBO_TAG_UL || tree.tag(node) == GUMBO_TAG_OL;
  };
  for_outermost(tree, is_list, [&](std::size_t node) {
    const BlockSpan list = blocks_in(tree, blocks, node);
    if (!announces(blocks, list)) return;
    for (std::size_t at = list.first; at < list.last; ++at)
      blocks[at].is_listed = is_announced_link(blocks[at]);
  });
}

void note_short_statements(const HtmlTree& tree, std::vector<HtmlBlock>& blocks) {
  const ProseWords prose(tree, blocks);
  for_outermost(
      tree, [&](std::size_t node) { return is_article_like(tree, node); },
      [&](std::size_t node) {
        const BlockSpan span = blocks_in(tree, blocks, node);
        const auto first = blocks.begin() + static_cast<std::ptrdiff_t>(span.first);
        const auto last = blocks.begin() + static_cast<std::ptrdiff_t>(span.last);
        const bool is_headed = std::any_of(first, last, [](const HtmlBlock& block) {
          return block.heading != 0 && !block.is_chrome && !is_link(block);
        });
        if (!is_headed || prose.in(node) > 0) return;
        std::for_each(first, last,
                      [](HtmlBlock& block) { block.is_short = is_short_sentence(block); });
      });
}

}  // namespace demarche
