// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace demarche {

/// What one word of a text must be.
struct PatternElement {
  enum class Kind { word, prefix, acronym, tag, compound, citation };
  Kind kind = Kind::word;
  std::string text;  ///< folded
  /// word, compound: in statements of these languages only, since a form of a
  /// word in one language may be another word elsewhere (see FormLookup); empty: in any.
  std::vector<std::string> languages = {};

  friend bool operator==(const PatternElement&, const PatternElement&) = default;
};

/// Words that must follow one another. A `compound` is the whole of a word tied
/// by hyphens where it stands alone; in a longer pattern it stands in place of
/// its first part, and the other parts follow it.
using Pattern = std::vector<PatternElement>;

/// A leaf of the query: any of its patterns is a match. The Xapian query and
/// the excerpts are both made from it, so that what is marked is what was found.
struct QueryLeaf {
  std::string field;  ///< empty: title and text
  std::vector<Pattern> patterns;
  bool excluded = false;  ///< under a NOT: not marked
};

}  // namespace demarche
