// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/html/json_ld.hpp"
#include "indexer/readers/html/tree.hpp"

namespace demarche {

/// What a page says of itself, as it says it.
struct HtmlMetadata {
  /// By `<meta>`'s name, property, itemprop or http-equiv in small letters, `dcterms.` and
  /// `dc.terms.` alike; of several the first. Values are trimmed and not empty.
  std::map<std::string, std::string, std::less<>> meta;
  std::string title;     ///< `<title>`
  std::string url;       ///< absolute: rel=canonical, og:url, JSON-LD, where it was saved from
  std::string language;  ///< of `<html>`
  JsonLd json_ld;

  /// The first of these that is there; or empty.
  std::string_view first_of(std::initializer_list<std::string_view> names) const;
};

HtmlMetadata html_metadata(const HtmlTree& tree);

}  // namespace demarche
