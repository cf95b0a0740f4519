// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace demarche {

/// What one word of a text must be.
struct PatternElement {
  enum class Kind { word, stem, prefix, acronym, tag, compound };
  Kind kind = Kind::word;
  std::string text;  ///< folded
  /// stem: in statements of these languages only, since a stem of one language
  /// may be a word of another (`note` is `not` in French); empty: of any.
  std::vector<std::string> languages = {};

  friend bool operator==(const PatternElement&, const PatternElement&) = default;
};

/// Words that must follow one another. A `compound` stands in place of its
/// first part; the other parts follow it.
using Pattern = std::vector<PatternElement>;

/// A leaf of the query: any of its patterns is a match. The Xapian query and
/// the excerpts are both made from it, so that what is marked is what was found.
struct QueryLeaf {
  std::string field;  ///< empty: title and text
  std::vector<Pattern> patterns;
  bool excluded = false;  ///< under a NOT: not marked
};

}  // namespace demarche
