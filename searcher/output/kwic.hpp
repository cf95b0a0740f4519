// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>

#include "searcher/output/output.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// A concordance for a person: the context before the match, flush right; the
/// match, at the same column in each line; the context after it; the id. On a
/// terminal a line fits its width, and of an id that is too long the end is shown.
class KwicPage {
public:
  /// `width`: columns on either side; 0: as many as fit, or 40 where there is no terminal.
  KwicPage(std::size_t width, const TextStyle& style);

  /// How many characters of context a line may need: more than columns, as some take none.
  std::size_t context_characters() const;

  std::string line(const Occurrence& occurrence) const;
  /// How many occurrences there were, and how many hits had none.
  std::string summary(const ConcordanceCounts& counts) const;

private:
  std::string place_of(const Occurrence& occurrence) const;

  TextStyle style_;
  int left_columns_;
  int right_columns_;  ///< of the match and what follows it
  int place_columns_;  ///< 0: as many as it takes
};

}  // namespace demarche
