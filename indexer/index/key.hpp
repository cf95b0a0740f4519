// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace demarche {

/// Sixteen bytes that stand for something: what a run remembers of each statement.
struct Key {
  std::uint64_t first = 0, second = 0;
  friend auto operator<=>(const Key&, const Key&) = default;
};

/// The first sixteen bytes, or as many as there are.
Key key_of(std::string_view bytes);
/// Of SHA-256 of an id: nobody can write another with the same.
Key key_of_id(std::string_view id);

}  // namespace demarche
