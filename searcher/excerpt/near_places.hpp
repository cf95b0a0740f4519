// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace demarche {

/// Where an operand of a proximity stands in a text: words [begin, end) by position.
struct OperandPlace {
  std::uint32_t begin = 0, end = 0;
  std::size_t operand = 0;
};

/// What a proximity asks of the places of its operands.
struct NearRule {
  std::size_t operands = 0;
  unsigned distance = 0;  ///< the most other words
  bool in_order = false;
};

/// For each place whether it has a part in a match: one place of each operand,
/// no two with a word in common, at most `distance` other words among them,
/// and in the operands' order where that is asked. The time is
/// n log n + n × 2^operands for n places, in any order. Pure, thread-safe.
std::vector<bool> places_of_matches(const std::vector<OperandPlace>& places, const NearRule& rule);

}  // namespace demarche
