// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/matcher.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// The place of a text that tells best why it was found: the most leaves of
/// the query, then the most matches, then the earliest; its beginning where
/// nothing matches. About `length` characters, cut between words.
Snippet make_snippet(std::string_view text, const MatchedText& matched, std::size_t length);

/// The matches as highlights: in order, overlapping ones united.
std::vector<Highlight> highlights_of(const std::vector<Match>& matches);

}  // namespace demarche
