// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "common/statement.hpp"

namespace demarche {

/// The bytes [first, second) of the text beside it.
using Highlight = std::pair<std::size_t, std::size_t>;

/// A piece of a statement with the query's matches marked. `text` is one line
/// of valid UTF-8, white space collapsed, `…` where it was cut.
struct Snippet {
  std::string text;
  std::vector<Highlight> highlights;  ///< in order, apart
};

struct Hit {
  std::size_t rank = 0;                     ///< from 1, of the whole ranking
  double score = 0;                         ///< BM25; 0 where a sort by date made it meaningless
  Statement statement;                      ///< its text is empty unless it was asked for (--show)
  Snippet snippet;                          ///< empty with --no-snippet
  std::vector<Highlight> title_highlights;  ///< in bytes of the title
};

/// A leaf of the query as it was run.
struct ExplainedTerm {
  std::string typed;             ///< as it stands in the query
  std::string understood;        ///< e.g. `verify (stem)`, `"hollow promises"`, `US (in capitals)`,
                                 ///< `verif* (12 words)`
  std::uint64_t statements = 0;  ///< how many have it
};

/// What was asked, and what was run.
struct QueryReport {
  std::string typed;
  std::string understood;  ///< the tree in one line
  std::vector<ExplainedTerm> terms;
  std::vector<std::string> dropped;  ///< parts of the query without any word
  std::vector<std::string> aliases;  ///< spellings added: `ceasefire = cease-fire`
  std::vector<std::string> notes;    ///< what else a reader of the result should know
  std::vector<std::string> doubts;  ///< those notes that are said unasked: of what may be a mistake
};

/// An index that was left out, and why.
struct LeftOutIndex {
  std::string location;
  std::string reason;
};

/// The complete answer: no database handle is needed to print it.
struct SearchResults {
  QueryReport query;
  std::vector<std::string> locations;  ///< the indexes asked for
  std::vector<LeftOutIndex> left_out;  ///< those of them that do not answer (--partial)
  std::uint64_t statements = 0;        ///< how many they hold
  std::uint64_t total = 0;             ///< exact number of hits
  std::size_t offset = 0;
  std::vector<Hit> hits;
  std::string suggestion;  ///< the query as it was probably meant; empty for none
};

}  // namespace demarche
