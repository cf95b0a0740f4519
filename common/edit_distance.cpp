// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/edit_distance.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace demarche {

std::size_t edit_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  // Rows of the table of distances between beginnings: the last two and this one.
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    std::size_t fewest = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      fewest = std::min(fewest, row[j]);
    }
    // A swap reaches back two rows, so that one row alone proves nothing.
    if (fewest > limit && *std::min_element(last.begin(), last.end()) > limit) return limit + 1;
  }
  return row[b.size()];
}

}  // namespace demarche
