// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

#include "searcher/options.hpp"
#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {

/// Why `query`, which is options.query and has a tree, finds nothing: what each of
/// its parts finds by itself, and what would be found if less were asked. Each
/// number is that of a query which was written, read again and run with the
/// options beside it. Called by search(); Xapian's errors pass through.
NothingFound why_nothing_found(const StatementIndex& index, const SearcherOptions& options,
                               const UnderstoodQuery& query);

/// So many parts of a query are tried by themselves, and as many queries again
/// where no small group of parts can be left out.
inline constexpr std::size_t max_tried_parts = 50;
/// So many queries are tried that ask for less; of a long query fewer, which have so
/// many words together.
inline constexpr std::size_t max_tried_relaxations = 60;
inline constexpr std::size_t min_tried_relaxations = 6;
inline constexpr std::size_t max_tried_words = 3000;
/// So many of those that find something are told.
inline constexpr std::size_t max_relaxations = 6;

}  // namespace demarche
