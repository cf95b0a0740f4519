// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// How many words of running text stand in any part of a page. Of the blocks as they are
/// when it is made.
class ProseWords {
public:
  ProseWords(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks);
  std::size_t in(std::size_t node) const;
  std::size_t in(BlockSpan span) const { return before_[span.last] - before_[span.first]; }

private:
  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  std::vector<std::size_t> before_;
};

/// Takes teasers out: of neighbours of one tag and class, at least three and three quarters
/// of them, each a link with at most 80 words. How many there were.
std::size_t drop_teasers(const HtmlTree& tree, std::vector<HtmlBlock>& blocks);

/// The element that holds the statement: `<main>`, where it has half of the page's prose; in
/// that the article with two thirds, and its articleBody with four fifths; from there down
/// for as long as one child has nine tenths of the prose and the rest is none of the
/// element's own paragraphs.
std::size_t statement_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks);

/// The element below `element` in which the most of the prose begins: from child to child,
/// while one has half of it. There the text is, whatever stands before it.
std::size_t heaviest_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                             std::size_t element);

/// As statement_element, from `element` further down: to a child that holds the title's
/// first node and three quarters of the prose; a half is enough outside of `<main>` and
/// `<article>`, where the rest is none of the element's own paragraphs.
std::size_t titled_element(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                           std::size_t element, std::size_t title_node);

}  // namespace demarche
