// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

struct DatePlace;

/// Where on a page a date stands, and so whose it may be. Views what it is made of.
class DateStanding {
public:
  DateStanding(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks, const DatePlace& place)
      : tree_(tree), blocks_(blocks), place_(place) {}

  /// In the header, footer, menu or margin of the site, where no date is the statement's; a
  /// header that shows the title is the statement's own.
  bool is_of_site(std::size_t at) const;
  /// In the statement's element, or as near to its title as only its date is.
  bool is_in_place(std::size_t at) const;

private:
  bool is_named_site(std::size_t node) const;
  bool shows_title(std::size_t node) const;
  bool is_page(std::size_t node) const;
  bool is_beside_title(std::size_t at) const;
  bool is_line_of(std::size_t around) const;
  bool is_named_date(std::size_t at) const;
  bool lies_in_article(std::size_t node) const;

  const HtmlTree& tree_;
  const std::vector<HtmlBlock>& blocks_;
  const DatePlace& place_;
};

}  // namespace demarche
