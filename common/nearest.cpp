// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/nearest.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "common/edit_distance.hpp"
#include "common/text/utf8.hpp"

namespace demarche {

namespace {

constexpr std::size_t max_edits = 2;
/// Longer names are no slip of the fingers, and the distance costs their product.
constexpr std::size_t max_name_bytes = 64;

}  // namespace

std::string_view nearest_name(std::string_view typed,
                              const std::vector<std::string_view>& candidates) {
  if (typed.size() > max_name_bytes) return {};
  const std::u32string letters = code_points(typed);
  std::string_view best;
  std::size_t best_distance = max_edits + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > typed.size() + max_edits) continue;
    const std::size_t distance = edit_distance(letters, code_points(candidate), max_edits);
    const bool near = distance * 2 <= std::min(typed.size(), candidate.size());
    if (near && distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace demarche
