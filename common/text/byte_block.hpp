// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace demarche {

/// Eight bytes of a text in one number, so that one instruction looks at all
/// of them, for the ASCII letters that they begin with. In the masks that it
/// gives, the highest bit of a byte speaks for that byte, and the lowest byte
/// is the first.
class ByteBlock {
public:
  using Mask = std::uint64_t;
  static constexpr std::size_t size = 8;

  /// The `size` bytes at `bytes`.
  explicit ByteBlock(const char* bytes) {
    std::memcpy(&bytes_, bytes, size);
    if constexpr (std::endian::native == std::endian::big) bytes_ = __builtin_bswap64(bytes_);
  }

  /// The bytes that are no letters.
  Mask others() const {
    // No sum is over 0xFF, so no byte carries into the next one.
    const std::uint64_t small = (bytes_ | every(0x20)) & every(0x7F);
    const std::uint64_t from_a = small + every(0x80 - 'a');
    const std::uint64_t after_z = small + every(0x7F - 'z');
    return (~from_a | after_z | bytes_) & every(0x80);
  }

  /// The bytes before the first one in `mask`: all of them where it is empty.
  static Mask before(Mask mask) { return ~mask & (mask - 1) & every(0x80); }
  static std::size_t count_before(Mask mask) {
    return static_cast<std::size_t>(std::countr_zero(mask)) / 8;
  }

  /// The letters among `letters` that are small ones.
  Mask small(Mask letters) const { return letters & (bytes_ << 2); }

  /// Writes all `size` bytes to `out`, the letters as small ones.
  void write_small(char* out) const {
    std::uint64_t small = bytes_ | every(0x20);
    if constexpr (std::endian::native == std::endian::big) small = __builtin_bswap64(small);
    std::memcpy(out, &small, size);
  }

private:
  static constexpr std::uint64_t every(std::uint64_t byte) { return byte * 0x0101010101010101U; }

  std::uint64_t bytes_ = 0;
};

}  // namespace demarche
