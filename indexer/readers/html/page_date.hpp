// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/blocks.hpp"
#include "indexer/readers/html/metadata.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// Where on a page its date may stand.
struct DatePlace {
  std::size_t title;        ///< the title's block, or 0
  std::size_t first_prose;  ///< the statement's first block of prose
  std::size_t end;          ///< behind its last block
  std::size_t element;      ///< the statement's
  std::string_view language;
  bool has_title;        ///< that block is there
  bool has_wider_title;  ///< the title's block says more than the title
};

struct PageDate {
  std::string iso;         ///< empty where there is none
  std::string ambiguous;   ///< a date as it is written that could not be told
  std::string impossible;  ///< what is labelled a date, and is no day of the calendar
};

/// The date that a page was published on: JSON-LD's datePublished, `<meta>` of that meaning
/// (article:published_time, Dublin Core's issued, created and date, …), JSON-LD's dateCreated;
/// then `<time>` and itemprop=datePublished; a labelled date (`Published: 12.03.2024`, a row
/// of a table); a line that is a date, between title and text or else before the title; the
/// text's dateline; a line that is a place and a date at its end; `/2024/03/12/` in the
/// canonical URL. Of several the nearest to the title. Never what is labelled a change's
/// date, today's or a coming one, by itself or the line before; nor one among teasers and
/// links, or in the header, footer, menu or margin of the site. Outside of the statement's
/// element a date counts where it is labelled as that of publishing, or beside the title.
PageDate page_date(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                   const HtmlMetadata& metadata, const DatePlace& place);

}  // namespace demarche
