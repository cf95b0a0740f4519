// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/query/compiler.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// What finds the statements that have any of the words which tell this one from
/// the others, those that have most of them first; but not itself. The words are
/// chosen by BM25: often here, rarely elsewhere. Each is a leaf, to be marked.
/// Finds nothing, with a doubt that says so, where no statement has the id, or
/// no other has such a word. `id` may be that of a copy. Xapian's errors pass through.
CompiledQuery likeness_to(const StatementIndex& index, const std::string& id);

/// A statement is known by so many of its words.
inline constexpr std::size_t max_telling_words = 40;

}  // namespace demarche
