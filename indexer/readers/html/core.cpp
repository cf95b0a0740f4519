// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/core.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace demarche {
namespace {

bool counts(const HtmlBlock& block) { return !block.is_chrome && block.is_kept; }

/// A link by which a reader would leave for another page.
bool is_teaser(const std::vector<HtmlBlock>& blocks, BlockSpan span) {
  constexpr std::size_t longest_teaser_words = 80;
  std::size_t words = 0;
  bool has_link = false;
  for (std::size_t at = span.first; at < span.last; ++at) {
    const HtmlBlock& block = blocks[at];
    if (block.is_listed) return false;
    words += block.words;
    if (words > longest_teaser_words) return false;
    has_link |= block.words > 1 && block.link_words * 3 > block.words * 2;
    has_link |= block.heading != 0 && block.link_words * 2 > block.words;
  }
  return has_link;
}

std::string_view first_class(const HtmlTree& tree, std::size_t node) {
  const std::string_view classes = tree.attribute(node, "class");
  return classes.substr(0, classes.find(' '));
}

/// The children of one element that look alike, in a row.
class TeaserGroup {
public:
  TeaserGroup(const HtmlTree& tree, std::vector<HtmlBlock>& blocks)
      : tree_(tree), blocks_(blocks) {}

  std::size_t drop_below(std::size_t parent) {
    std::size_t dropped = 0;
    for (std::size_t child = parent + 1; child < tree_.end(parent); child = tree_.end(child)) {
      if (tree_.is_text(child) || tree_.tag(child) == GUMBO_TAG_BR) continue;
      if (!members_.empty() && !is_like(members_.front(), child)) dropped += finish();
      members_.push_back(child);
    }
    return dropped + finish();
  }

private:
  bool is_like(std::size_t one, std::size_t other) const {
    return tree_.tag(one) == tree_.tag(other) &&
           first_class(tree_, one) == first_class(tree_, other);
  }

  std::size_t finish() {
    constexpr std::size_t least_members = 3;
    const std::vector<std::size_t> members = std::move(members_);
    members_.clear();
    if (members.size() < least_members) return 0;
    std::vector<BlockSpan> filled;
    std::vector<BlockSpan> teasers;
    for (const std::size_t member : members) {
      const BlockSpan span = blocks_in(tree_, blocks_, member);
      if (span.empty()) continue;
      filled.push_back(span);
      if (is_teaser(blocks_, span)) teasers.push_back(span);
    }
    if (teasers.size() < least_members || teasers.size() * 4 < filled.size() * 3) return 0;
    return drop(teasers);
  }

  std::size_t drop(const std::vector<BlockSpan>& teasers) {
    std::size_t dropped = 0;
    for (const BlockSpan span : teasers) {
      if (counts(blocks_[span.first])) ++dropped;
      for (std::size_t at = span.first; at < span.last; ++at) blocks_[at].is_kept = false;
      for (std::size_t at = span.first; at < span.last; ++at) blocks_[at].is_teaser = true;
    }
    return dropped;
  }

  const HtmlTree& tree_;
  std::vector<HtmlBlock>& blocks_;
  std::vector<std::size_t> members_;
};

bool is_main(const HtmlTree& tree, std::size_t node) {
  return tree.tag(node) == GUMBO_TAG_MAIN || tree.attribute(node, "role") == "main";
}

bool is_article(const HtmlTree& tree, std::size_t node) {
  return tree.tag(node) == GUMBO_TAG_ARTICLE || tree.attribute(node, "role") == "article";
}

bool is_body(const HtmlTree& tree, std::size_t node) {
  return tree.attribute(node, "itemprop").find("articleBody") != std::string_view::npos;
}

class Descent {
public:
  Descent(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks)
      : tree_(tree), blocks_(blocks), prose_(tree, blocks) {}

  std::size_t find() {
    take(is_main, 1, 2);
    take(is_article, 2, 3);
    take(is_body, 4, 5);
    while (const std::size_t child = heavy_child()) at_ = child;
    return at_;
  }

  std::size_t to_title(std::size_t element, std::size_t title_node) {
    at_ = element;
    bool is_marked = false;
    for (std::size_t node = element; node != 0; node = tree_.parent(node))
      is_marked |= is_main(tree_, node) || is_article(tree_, node);
    for (std::size_t child = at_ + 1; child < tree_.end(at_);) {
      const std::size_t words = prose_.in(child);
      const bool holds = !tree_.is_text(child) && tree_.holds(child, title_node) && words > 0;
      const bool has_most = words * 4 >= prose_.in(at_)*3 ||
                            (!is_marked && words * 2 >= prose_.in(at_) && !has_own_prose(child));
      if (holds && has_most) at_ = child;
      child = holds && has_most ? at_ + 1 : tree_.end(child);
    }
    return at_;
  }

private:
  using Kind = bool (*)(const HtmlTree&, std::size_t);

  /// Goes to the first element of a kind with that share of the prose.
  void take(Kind is_kind, std::size_t part, std::size_t whole) {
    for (std::size_t node = at_ + 1; node < tree_.end(at_); ++node) {
      if (tree_.is_text(node) || !is_kind(tree_, node)) continue;
      if (prose_.in(node)*whole < prose_.in(at_)*part || prose_.in(node) == 0) continue;
      at_ = node;
      return;
    }
  }

  /// What no statement is as a whole.
  static bool is_part_of_text(GumboTag tag) {
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_OL ||
           tag == GUMBO_TAG_UL || tag == GUMBO_TAG_DL || tag == GUMBO_TAG_BLOCKQUOTE;
  }

  /// The child that has nearly all; 0 where there is none.
  std::size_t heavy_child() const {
    for (std::size_t child = at_ + 1; child < tree_.end(at_); child = tree_.end(child)) {
      if (tree_.is_text(child) || prose_.in(child) == 0) continue;
      if (prose_.in(child)*10 < prose_.in(at_)*9) continue;
      if (is_part_of_text(tree_.tag(child)) || has_own_prose(child)) return 0;
      return child;
    }
    return 0;
  }

  /// Whether paragraphs of the element itself stand beside its child.
  bool has_own_prose(std::size_t child) const {
    const BlockSpan all = blocks_in(tree_, blocks_, at_);
    const BlockSpan inner = blocks_in(tree_, blocks_, child);
    if (prose_.in(all) == prose_.in(inner)) return false;
    for (std::size_t at = all.first; at < all.last; ++at) {
      if (at == inner.first) at = inner.last;
      if (at >= all.last) break;
      const HtmlBlock& block = blocks_[at];
      if (!counts(block) || !is_prose(block)) continue;
      const bool is_own = block.element == at_ || (tree_.parent(block.element) == at_ &&
                                                   tree_.tag(block.element) == GUMBO_TAG_P);
      if (is_own && tree_.tag(at_) != GUMBO_TAG_BODY) return true;
    }
    return false;
  }

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  ProseWords prose_;
  std::size_t at_ = 0;
};

}  // namespace

ProseWords::ProseWords(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks)
    : tree_(tree), blocks_(blocks), before_(1, 0) {
  before_.reserve(blocks.size() + 1);
  for (const HtmlBlock& block : blocks) {
    const bool is_good = counts(block) && is_prose(block);
    before_.push_back(before_.back() + (is_good ? block.words - block.link_words : 0));
  }
}

std::size_t ProseWords::in(std::size_t node) const { return in(blocks_in(tree_, blocks_, node)); }

std::size_t drop_teasers(const HtmlTree& tree, std::vector<HtmlBlock>& blocks) {
  std::size_t dropped = 0;
  TeaserGroup group(tree, blocks);
  for (std::size_t node = 0; node < tree.size(); ++node) {
    if (!tree.is_text(node)) dropped += group.drop_below(node);
  }
  return dropped;
}

std::size_t statement_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks) {
  return Descent(tree, blocks).find();
}

std::size_t heaviest_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                             std::size_t element) {
  const ProseWords prose(tree, blocks);
  for (std::size_t child = element + 1; child < tree.end(element);) {
    if (!tree.is_text(child) && prose.in(child) > 0 && prose.in(child)*2 >= prose.in(element)) {
      element = child;
      child = element + 1;
    } else {
      child = tree.end(child);
    }
  }
  return element;
}

std::size_t titled_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                           std::size_t element, std::size_t title_node) {
  return Descent(tree, blocks).to_title(element, title_node);
}

}  // namespace demarche
