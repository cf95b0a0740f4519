// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/nearest.hpp"

#include <algorithm>
#include <cstddef>

namespace demarche {

namespace {

constexpr std::size_t max_edits = 2;
/// Longer names are no slip of the fingers, and the distance costs their product.
constexpr std::size_t max_name_bytes = 64;

/// Edits between two names, where two neighbours swapped count as one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> distance(a.size() + 1,
                                                 std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) distance[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) distance[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = distance[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      distance[i][j] = std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, substituted});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
    }
  }
  return distance[a.size()][b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view typed,
                              const std::vector<std::string_view>& candidates) {
  if (typed.size() > max_name_bytes) return {};
  std::string_view best;
  std::size_t best_distance = max_edits + 1;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > typed.size() + max_edits) continue;
    const std::size_t distance = edit_distance(typed, candidate);
    const bool near = distance * 2 <= std::min(typed.size(), candidate.size());
    if (near && distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

}  // namespace demarche
