// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "common/index/stored_statement.hpp"
#include "searcher/excerpt/matcher.hpp"
#include "searcher/excerpt/term_places.hpp"
#include "searcher/options.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/ranking/ranking.hpp"
#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// Makes hits of what was ranked: fetches statements and cuts excerpts, with
/// one set of matchers for all. An excerpt's place is found by the positions
/// in the index, so that only the part of the text about it is read. One
/// thread; Xapian's errors pass through, and IndexError comes for a damaged statement.
class HitMaker {
public:
  /// The first three outlive the object.
  HitMaker(const StatementIndex& index, const CompiledQuery& compiled,
           const SearcherOptions& options, HitParts parts);

  Hit make(const RankedDocument& ranked);

private:
  const SearcherOptions& options_;
  HitParts parts_;
  StatementDecoder decoder_;
  TermPlaces places_;
  Matcher in_text_;
  Matcher in_title_;
};

}  // namespace demarche
