// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/position_list.hpp"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

#include "common/index/packed.hpp"

namespace demarche {
namespace {

[[noreturn]] void throw_corrupt() {
  throw Xapian::DatabaseCorruptError("a list of positions is damaged");
}

/// A term as a key begins with it. (Xapian's pack_string_preserving_sort.)
void append_term(std::string& key, std::string_view term) {
  for (const char byte : term) {
    key += byte;
    if (byte == '\0') key += '\xff';
  }
  key += '\0';
}

/// Has a key end with a document's number, `at` a place: as many ones at the beginning as there are
/// bytes beyond two. (Xapian's pack_uint_preserving_sort.)
void set_number(std::string& key, std::size_t at, std::uint32_t number) {
  unsigned bytes = 2;
  while (std::uint64_t{number} >> (7 * bytes + 1) != 0) ++bytes;
  const std::uint64_t ones = bytes == 2 ? 0 : ((1U << (bytes - 2)) - 1U) << (10U - bytes);
  std::uint64_t packed = number | ones << (8 * (bytes - 1));
  key.resize(at + bytes);
  for (std::size_t i = key.size(); i-- > at; packed >>= 8U) key[i] = static_cast<char>(packed);
}

}  // namespace

void PositionList::open(std::string_view packed) {
  at_ = beyond;
  known_ = 0;
  if (packed.empty()) return;
  PackedReader reader(packed);
  std::uint64_t end = 0;
  try {
    end = reader.number();
  } catch (const DamagedRecord&) {
    throw_corrupt();
  }
  if (end > std::numeric_limits<std::uint32_t>::max()) throw_corrupt();
  const auto last = static_cast<std::uint32_t>(end);
  bits_ = {reader.rest()};
  if (bits_.rest.empty()) {
    at_ = last;
    return;
  }
  // The first, how many there are between it and the last, and these.
  if (last == 0) throw_corrupt();
  const std::uint32_t first = bits_.below(last);
  place_ = 0;
  ahead_[known_++] = {bits_.below(last - first) + 1, last};
  at_ = first;
}

void PositionList::move_to(std::uint64_t least) {
  // What changes with each position, where a register can hold it.
  Bits bits = bits_;
  std::uint64_t at = at_;
  std::uint32_t place = place_;
  std::size_t known = known_;
  while (at < least && known > 0) {
    Known next = ahead_[known - 1];
    // Of what lies between, the middle is told, then the middle of its first half, and so on.
    while (next.place - place > 1) {
      const auto first = static_cast<std::uint32_t>(at);
      const std::uint32_t half = (next.place - place) / 2;
      const std::uint32_t room = next.position - first - (next.place - place) + 1;
      if (room == 1) break;
      next = {place + half, first + half + bits.below(room)};
      ahead_[known++] = next;
    }
    if (next.place - place > 1) {
      // One after the other, which takes no bits: there may be any number.
      const std::uint64_t steps = std::min(least - at, std::uint64_t{next.place - place});
      at += steps;
      place += static_cast<std::uint32_t>(steps);
    } else {
      at = next.position;
      place = next.place;
    }
    if (place == next.place) --known;
  }
  bits_ = bits;
  at_ = at < least ? beyond : at;
  place_ = place;
  known_ = known;
}

inline std::uint32_t PositionList::Bits::below(std::uint32_t limit) {
  if (limit == 1) return 0;
  // Of 2^width numbers so many are spare: those in the middle are told by a bit less.
  const auto width = static_cast<unsigned>(std::bit_width(limit - 1));
  const std::uint64_t spare = (std::uint64_t{1} << width) - limit;
  const std::uint64_t middle = (limit - spare) / 2;
  if (buffered < width) fill();
  // Without branches, which no processor foresees here.
  const std::uint64_t low = buffer & ((std::uint64_t{1} << (width - 1)) - 1);
  const unsigned is_outer = low < middle ? 1 : 0;
  const std::uint64_t is_high = buffer >> (width - 1) & is_outer;
  const unsigned used = width - 1 + is_outer;
  if (buffered < used) throw_corrupt();
  buffer >>= used;
  buffered -= used;
  return static_cast<std::uint32_t>(low + is_high * (middle + spare));
}

void PositionList::Bits::fill() {
  if (rest.size() >= sizeof buffer) {
    std::uint64_t more = 0;
    std::memcpy(&more, rest.data(), sizeof more);
    if constexpr (std::endian::native == std::endian::big) more = __builtin_bswap64(more);
    const unsigned bytes = (63 - buffered) / 8;
    buffer |= more << buffered;
    buffered += 8 * bytes;
    rest.remove_prefix(bytes);
    // Of the byte that is there in part, nothing.
    buffer &= (std::uint64_t{1} << buffered) - 1;
  }
  for (; buffered <= 56 && !rest.empty(); buffered += 8) {
    buffer |= std::uint64_t{static_cast<unsigned char>(rest.front())} << buffered;
    rest.remove_prefix(1);
  }
}

TermPositions::TermPositions(const GlassTree& table, std::string_view term) : cursor_(table) {
  append_term(key_, term);
  term_bytes_ = key_.size();
}

std::string_view TermPositions::packed(std::uint32_t document) {
  set_number(key_, term_bytes_, document);
  return cursor_.find(key_).value_or(std::string_view());
}

}  // namespace demarche
