// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/results.hpp"

namespace demarche {

/// The sections of a page in HTML that count all hits; each has a heading of the second level.

/// A chart, its summary, and a table of the numbers.
std::string html_timeline(const Timeline& timeline);

/// A table of the values with a bar for each; those after the first twenty are folded in.
/// `number` tells the page's facets apart.
std::string html_facet(const Facet& facet, std::size_t number);

/// What became of each part of the query, folded in; empty where there is no part.
std::string html_terms(const QueryReport& query);

}  // namespace demarche
