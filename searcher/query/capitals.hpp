// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// What capitals in a query mean.
enum class Capitals {
  none,      ///< there are no words in capitals
  acronyms,  ///< `US` is not `us`
  headline   ///< the whole query is in capitals: they say nothing
};

/// Capitals mean acronyms in a query that has small letters too, and in one
/// where each word is mostly written in capitals by the index or is an acronym
/// of the table of names (`NATO`), or would otherwise be a function word (`US`,
/// `WHO`); else the query is a headline.
/// Filters don't count. Reads term frequencies; Xapian's errors pass through.
Capitals meaning_of_capitals(const QueryNode& root, const TermQueries& terms,
                             const NameTable& names);

}  // namespace demarche
