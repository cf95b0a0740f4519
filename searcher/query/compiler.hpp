// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// How a query is to be understood.
struct CompilerSettings {
  bool any = false;     ///< --any: a sequence needs one of its words only
  bool exact = false;   ///< --exact: no other forms of a word anywhere, nor other names of words
  bool aliases = true;  ///< not --no-aliases: names find the other names of what they name
  NameTable names = {};
};

/// A word, phrase or filter of the query, as it is run.
struct CompiledLeaf {
  QueryLeaf leaf;          ///< what to mark; nothing for a filter and a proximity's operand
  Xapian::Query query;     ///< the leaf alone
  std::string typed;       ///< as it stands in the query
  std::string understood;  ///< for people
  std::optional<SourceSpan> words_at = {};  ///< where its words stand; none for a filter
};

struct CompiledQuery {
  Xapian::Query query;
  std::vector<CompiledLeaf> leaves;        ///< in the order of the query
  std::vector<std::string> dropped;        ///< parts without any word
  std::vector<SourceSpan> dropped_places;  ///< of these
  std::vector<std::string> aliases;        ///< spellings and names added
  std::vector<std::string> notes;          ///< what else was decided
  std::vector<std::string> doubts;         ///< what may not have been meant
};

/// Turns a query's tree into Xapian's. `typed` is the text that the tree's
/// spans are of. Reads the index's terms to expand wildcards and to find
/// hyphenated spellings, and its table of word forms. Throws QueryError for a bad date, a wildcard
/// that is too wide, or a query without words; Xapian's errors pass through.
CompiledQuery compile_query(const QueryNode& root, std::string_view typed,
                            const CompilerSettings& settings, const StatementIndex& index);

/// A query has at most so many words, phrases and filters, and a phrase so many words.
inline constexpr std::size_t max_query_leaves = 1000;
inline constexpr std::size_t max_phrase_words = 2000;
/// A query has at most so many wildcards outside of phrases.
inline constexpr std::size_t max_query_wildcards = 50;

/// A wildcard may stand for so many words, and so may those within phrases together.
inline constexpr std::size_t max_expansion = 10'000;

}  // namespace demarche
