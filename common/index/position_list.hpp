// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/index/glass_cursor.hpp"

namespace demarche {

/// Where a term stands in a document, position after position, in order. Read from what Glass has
/// of it only as far as is asked. (Sources: "interpolative code", I. Witten, A. Moffat, T. Bell,
/// Managing Gigabytes, 3.4; Xapian 1.4.22, common/bitstream.) Throws Xapian's DatabaseCorruptError.
class PositionList {
public:
  /// None.
  PositionList() = default;
  /// `packed`: as the table of positions has it; outlives the list. Where it is empty, so is this.
  explicit PositionList(std::string_view packed) { open(packed); }
  /// Makes it another list.
  void open(std::string_view packed);

  /// The first that is `least` or further, which is where the list then stands; or beyond where
  /// there is none. It never goes back.
  std::uint64_t skip_to(std::uint64_t least) {
    if (at_ < least) move_to(least);
    return at_;
  }

  static constexpr std::uint64_t beyond = ~std::uint64_t{0};

private:
  /// Bits, of each byte the lowest first.
  struct Bits {
    std::string_view rest;
    std::uint64_t buffer = 0;  ///< bits that were read, the next lowest
    unsigned buffered = 0;     ///< how many

    /// The next number, which is below `limit`.
    std::uint32_t below(std::uint32_t limit);
    void fill();
  };
  /// A position, and its place in the list.
  struct Known {
    std::uint32_t place, position;
  };

  void move_to(std::uint64_t least);

  Bits bits_;
  std::uint64_t at_ = beyond;
  std::uint32_t place_ = 0;      ///< of at_, in the list
  std::array<Known, 33> ahead_;  ///< what is known of what is ahead, the nearest last
  std::size_t known_ = 0;        ///< how much of it
};

/// A term's position lists. One thread; the table outlives it. Throws as GlassCursor.
class TermPositions {
public:
  /// `table`: `position.glass`.
  TermPositions(const GlassTree& table, std::string_view term);

  /// The positions in a document, for a PositionList; empty where the term has none in it. Valid
  /// until the next call. Soon where documents are asked for in order.
  std::string_view packed(std::uint32_t document);

private:
  GlassCursor cursor_;
  std::string key_;
  std::size_t term_bytes_;
};

}  // namespace demarche
