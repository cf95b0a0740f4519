// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/matcher.hpp"
#include "searcher/query/pattern.hpp"

namespace demarche {

/// Where a document has an element of a pattern, by the positions in the index;
/// in order. `number`: the document's in `database`. `field` is empty for title
/// and text. Xapian's errors pass through.
std::vector<WordPlace> term_places(const Xapian::Database& database, Xapian::docid number,
                                   const std::string& field, const PatternElement& element);

}  // namespace demarche
