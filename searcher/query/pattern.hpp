// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/text/token.hpp"

namespace demarche {

/// What one word of a text must be.
struct PatternElement {
  enum class Kind {
    word,
    prefix,
    acronym,
    tag,
    compound,
    citation,
    compound_prefix  ///< a compound whose joined word begins so; it stands alone
  };
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

/// Adds a pattern that is not there yet: each counts once, or its occurrences would count twice.
inline void add_pattern(std::vector<Pattern>& patterns, Pattern pattern) {
  if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end())
    patterns.push_back(std::move(pattern));
}

/// The most words of a text that the pattern can stand for.
inline std::uint32_t max_words(const Pattern& pattern) {
  if (pattern.size() > 1) return static_cast<std::uint32_t>(pattern.size());
  const PatternElement& only = pattern.front();
  if (only.kind == PatternElement::Kind::compound) return compound_words(only.text);
  return only.kind == PatternElement::Kind::compound_prefix ? max_compound_words : 1;
}

/// `a NEAR/5 b`: one match of each operand, no word of the text in two of them,
/// and at most `distance` other words between the first word of all and the last.
struct Proximity {
  std::vector<std::vector<Pattern>> operands;  ///< the alternatives of each
  unsigned distance = 0;
  bool in_order = false;
};

/// A leaf of the query: any of its patterns is a match. The Xapian query and
/// the excerpts are both made from it, so that what is marked is what was found.
struct QueryLeaf {
  std::string field;  ///< empty: title and text
  std::vector<Pattern> patterns;
  bool excluded = false;                    ///< under a NOT: not marked
  std::optional<Proximity> proximity = {};  ///< then there are no patterns
};

}  // namespace demarche
