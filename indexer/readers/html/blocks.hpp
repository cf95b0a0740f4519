// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "indexer/readers/html/boilerplate.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// A paragraph of the page as it is shown: text without a block's beginning or end, or two
/// `<br>`, in it.
struct HtmlBlock {
  std::size_t node = 0;        ///< its first text
  std::size_t element = 0;     ///< the block element around that
  std::string text;            ///< white space collapsed, `<br>` is LF; trimmed; not empty
  std::size_t words = 0;       ///< as count_words has it
  std::size_t link_words = 0;  ///< of these, in links
  std::size_t numbers = 0;     ///< of these, mere digits
  std::size_t plain_words() const { return words - numbers; }
  int heading = 0;         ///< 1 to 6 in `<h1>` to `<h6>`
  bool is_bold = false;    ///< all of it stands in `<b>` or `<strong>`
  bool is_chrome = false;  ///< NodeUse::chrome, or named
  bool is_named = false;   ///< of these, NodeUse::named
  bool is_short = false;   ///< is running text, short as it is
  bool is_listed = false;  ///< of a list that the text announces
  bool is_teaser = false;  ///< leads to another page, with others like it
  bool is_kept = true;     ///< goes into the statement, unless is_chrome
};

/// The blocks of all that is not NodeUse::unseen, in the document's order.
std::vector<HtmlBlock> html_blocks(const HtmlTree& tree, const std::vector<NodeUse>& uses);

/// Whether a block is running text and not a label, a link or a heading.
bool is_prose(const HtmlBlock& block);
/// Whether most of its words are links.
bool is_link(const HtmlBlock& block);
/// Whether it ends as a sentence does, with `.`, `!` or `?` in any script, and not `...`.
bool is_sentence(const HtmlBlock& block);

/// The blocks [first, last) of a list of them.
struct BlockSpan {
  std::size_t first;
  std::size_t last;
  bool empty() const { return first == last; }
};
/// Those that begin within a node. Takes time by the logarithm of their number.
BlockSpan blocks_in(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, std::size_t node);

}  // namespace demarche
