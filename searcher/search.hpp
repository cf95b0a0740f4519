// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

using SeenIds = std::set<std::string, std::less<>>;
using OccurrenceSink = std::function<void(const Occurrence&)>;
using HitSink = std::function<void(const std::vector<Hit>&)>;

/// What the caller will print, so that nothing else is computed.
struct SearchScope {
  bool hits = true;
  bool term_counts = false;    ///< ExplainedTerm::statements
  bool fields = true;          ///< hits' fields and snippets; else only their ids
  bool suggestion = false;     ///< SearchResults::suggestion
  bool nothing_found = false;  ///< SearchResults::nothing_found
  bool tables = false;         ///< SearchResults::facets and timeline
  bool total = true;           ///< the exact SearchResults::total; else only whether it is 0
  HitParts parts = {};         ///< of hits with fields
  /// Called with what is searched for: answers with the ids of hits to leave out. Empty: none.
  std::function<const SeenIds&(const std::string& understood)> seen = {};
  OccurrenceSink occurrences = {};  ///< takes the lines of a concordance; none where it is empty
  /// Takes the hits, where there are any, before they are counted, if to count them takes
  /// some milliseconds.
  HitSink first_page = {};
};

/// Answers options.query completely: nothing in the results refers to the
/// database. Where a writer commits meanwhile, the whole answer is begun
/// again, so that it is that of one committed state. Throws QueryError, and
/// IndexError for a damaged index, a writer that never rests, and where the state
/// is lost after lines of a concordance or a page of hits were given.
SearchResults search(StatementIndex& index, const SearcherOptions& options,
                     const SearchScope& scope);

/// A statement whole, as it stands or stood (--as-of), and where the query
/// matches its text (--show). The hit has no rank where there is no such id.
struct ShownStatement {
  bool found = false;
  Hit hit;
  std::vector<Highlight> highlights;  ///< bytes of hit.statement.text
  std::vector<std::string> copies;    ///< the other ids under which the same statement stands
};
ShownStatement show(StatementIndex& index, const SearcherOptions& options);

}  // namespace demarche
