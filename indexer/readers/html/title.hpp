// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/metadata.hpp"

namespace demarche {

struct HtmlTitle {
  std::string text;                   ///< empty where there is none
  std::optional<std::size_t> block;   ///< where the page shows it
  bool is_part = false;               ///< that block says a date or number before it
  std::optional<std::size_t> number;  ///< a block before it that only numbers the statement
};

/// A page's title. `<title>`, og:title, JSON-LD's headline and Dublin Core's may have a
/// site's name before or behind, parted by `|`, `-`, `–`, `—`, `:`, `·` or `»`. What of
/// them the page shows as a heading, or as a line, is the title: the last such before
/// `first_prose`; but a line with a number, as `PRESS RELEASE No. 44/98`, gives way to one in
/// bold between it and the text. Where it shows none of it: the headline, og:title, the last
/// heading before the text, a line in an element named as the title, as `pageTitle`, the last
/// line in bold, `<title>`, the first of these that is there and is no site's name;
/// og:site_name and a publisher's name are cut off.
HtmlTitle html_title(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                     std::size_t first_prose, const HtmlMetadata& metadata);

}  // namespace demarche
