// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// What a filter (`issuer:Pakstan`), or a word or phrase within a field
/// (`speaker:Tashmar`), that no statement answers was probably meant to be, at
/// most max_meant_values: the value of its field that is nearest to it; the value that
/// holds it, or a word near it (`issuer:"Republic of Tashmar"`); and other fields that
/// have it. A value of issuers and places also has the names of what it names, unless
/// `names` is null. Of values that are as near the most frequent. One edit away, or two
/// for seven letters and more; nothing for less than four letters, and none for
/// dates, ids, citations and beginnings. Reads the index's terms, of one here as of one
/// elsewhere, up to max_compared_words; Xapian's errors pass through.
std::vector<QueryNode> meant_values(const QueryNode& part, const StatementIndex& index,
                                    const NameTable* names);

inline constexpr std::size_t max_meant_values = 3;

}  // namespace demarche
