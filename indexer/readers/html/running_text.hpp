// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// Gives back (`is_chrome`) what within an element is furniture by its name alone, as
/// `share-of-burden` is, but is running text with few links, no teaser and no form in it. What
/// readers write, what a program fills, and an article of its own, stay out.
void keep_running_text(const HtmlTree& tree, std::vector<HtmlBlock>& blocks, std::size_t element);

/// As that, within each outermost `<main>`, `<article>` or the like.
void keep_running_text_of_articles(const HtmlTree& tree, std::vector<HtmlBlock>& blocks);

/// Notes (`is_listed`) the lists of links that a sentence of the text before them announces
/// with a colon.
void note_announced_lists(const HtmlTree& tree, std::vector<HtmlBlock>& blocks);

/// Notes (`is_short`) the sentences of a `<main>` or `<article>` that has a heading and no
/// running text but some as short as `We mourn.`
void note_short_statements(const HtmlTree& tree, std::vector<HtmlBlock>& blocks);

}  // namespace demarche
