// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace demarche {

/// Edits between two words: letters put in, left out, replaced, and neighbours
/// swapped, each once (Damerau-Levenshtein). Where there are more than
/// `limit`, some number above it, found in less time.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit);

}  // namespace demarche
