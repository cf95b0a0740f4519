// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>
#include <vector>

namespace demarche {

/// The candidate that `typed` was probably meant to be: the nearest by at most
/// two edits (Damerau-Levenshtein), and by no more than half of its letters.
/// The first of equals; empty where none is near. A view into `candidates`.
std::string_view nearest_name(std::string_view typed,
                              const std::vector<std::string_view>& candidates);

}  // namespace demarche
