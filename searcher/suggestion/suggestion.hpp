// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "searcher/query/compiler.hpp"

namespace demarche {

/// The query as it was probably meant: `typed` with each word that no
/// statement has replaced by the word of the index that is nearest to it, the
/// frequent before the rare. Empty where there is no such word. Only words of
/// four letters or more are looked at that are no capitals, digits or parts of
/// a symbol, and only words of the index that have one of their first two
/// letters for their first: all of them up to max_compared_words each. Reads
/// the index's terms, of one here as of one elsewhere; Xapian's errors pass through.
std::string suggestion_for(const CompiledQuery& query, std::string_view typed,
                           const Xapian::Database& database);

/// By how many edits a word, or a value, of so many letters may have been mistyped: one of fewer
/// than four by none.
constexpr std::size_t likely_edits(std::size_t letters) {
  constexpr std::size_t min_letters = 4, min_letters_for_two = 7;
  if (letters < min_letters) return 0;
  return letters < min_letters_for_two ? 1 : 2;
}

/// Bounds the time for one word, and what a server sends for it.
inline constexpr std::size_t max_compared_words = 500'000;
/// A query with more unknown words is no slip of the fingers.
inline constexpr std::size_t max_unknown_words = 8;

}  // namespace demarche
