// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/glass_cursor.hpp"

#include <xapian.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "common/index/block_sums.hpp"

namespace demarche {
namespace {

// A block: its revision (4 bytes), its level (1), how much is free (2, 2), where the directory ends
// (2), the directory: where each item begins (2 each). Numbers are big-endian.
constexpr std::size_t level_at = 4;
constexpr std::size_t directory_end_at = 9;
constexpr std::size_t directory_at = 11;
constexpr std::size_t max_levels = 10;

// An item of a leaf: its size (2 bytes, with three flags), its key's length (1) and key, the number
// of the piece (2) unless it is the first, and its tag. Of a branch: the block's number (4), the
// key's length and key, the number of the piece.
constexpr unsigned is_compressed = 0x8000;
constexpr unsigned is_last_piece = 0x4000;
constexpr unsigned is_first_piece = 0x2000;
constexpr unsigned size_mask = 0x1FFF;
/// What an item's size leaves out.
constexpr std::size_t least_size = 3;

[[noreturn]] void throw_corrupt() {
  throw Xapian::DatabaseCorruptError("a block of a table is damaged");
}

unsigned two_bytes(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8U |
         static_cast<unsigned char>(bytes[at + 1]);
}

/// The bytes of a block from an item's beginning on.
std::string_view from_item(std::string_view block, std::size_t item) {
  const std::size_t begin = two_bytes(block, directory_at + 2 * item);
  if (begin > block.size()) throw_corrupt();
  return block.substr(begin);
}

/// The key whose length is at a place; `more`: so many bytes follow it.
std::string_view key_at(std::string_view item, std::size_t place, std::size_t more) {
  if (item.size() <= place) throw_corrupt();
  const std::size_t size = static_cast<unsigned char>(item[place]);
  if (item.size() - place - 1 < size + more) throw_corrupt();
  return item.substr(place + 1, size);
}

struct LeafItem {
  std::string_view key;
  std::string_view tag;  ///< or a piece of it
  unsigned piece;        ///< its number
  bool is_last;
};

std::string_view leaf_key(std::string_view block, std::size_t item) {
  return key_at(from_item(block, item), 2, 0);
}

LeafItem leaf_item(std::string_view block, std::size_t item) {
  const std::string_view bytes = from_item(block, item);
  if (bytes.size() < least_size) throw_corrupt();
  const unsigned flags = two_bytes(bytes, 0);
  const std::size_t size = (flags & size_mask) + least_size;
  const bool is_first = (flags & is_first_piece) != 0;
  if (size > bytes.size() || (flags & is_compressed) != 0) throw_corrupt();
  const std::string_view key = key_at(bytes.substr(0, size), 2, is_first ? 0 : 2);
  const std::size_t key_end = 3 + key.size();
  const std::size_t tag_at = key_end + (is_first ? 0 : 2);
  return {key, bytes.substr(tag_at, size - tag_at), is_first ? 1 : two_bytes(bytes, key_end),
          (flags & is_last_piece) != 0};
}

/// Whether a branch's item is no further than the first piece of a key. Of the first item of a
/// block it always is, whatever it says.
bool is_before(std::string_view block, std::size_t item, std::string_view key) {
  constexpr std::size_t key_place = 4;
  const std::string_view bytes = from_item(block, item);
  const std::string_view own = key_at(bytes, key_place, 2);
  const int order = own.compare(key);
  return order < 0 || (order == 0 && two_bytes(bytes, key_place + 1 + own.size()) <= 1);
}

std::uint64_t block_below(std::string_view block, std::size_t item) {
  const std::string_view bytes = from_item(block, item);
  if (bytes.size() < 4) throw_corrupt();
  return number_at(bytes, 0);
}

/// The last of the items [begin, end) that is `before`, or `begin`; those are in order. Looks
/// first at what is near the beginning.
template <typename Before>
std::size_t last_before(std::size_t begin, std::size_t end, const Before& before) {
  for (std::size_t step = 1; begin + step < end; step *= 2) {
    if (!before(begin + step)) {
      end = begin + step;
      break;
    }
    begin += step;
  }
  while (end - begin > 1) {
    const std::size_t middle = begin + (end - begin) / 2;
    (before(middle) ? begin : end) = middle;
  }
  return begin;
}

}  // namespace

std::optional<GlassTree> GlassTree::open(const std::string& database, const std::string& table,
                                         const std::string& uuid, std::uint64_t revision) {
  const auto found = glass_table(version_bytes(database), table);
  if (!found || found->uuid != uuid || found->revision != revision || found->level >= max_levels ||
      found->root > std::numeric_limits<std::uint32_t>::max() ||
      found->block_bytes != table_block_bytes)
    return std::nullopt;
  auto file = open_regular_file(database + '/' + table);
  if (!file && !found->is_empty) return std::nullopt;
  return GlassTree(file ? std::move(*file) : Descriptor(), *found);
}

GlassCursor::GlassCursor(const GlassTree& tree)
    : tree_(tree), levels_(static_cast<std::size_t>(tree.table_.level) + 1) {
  if (!tree_.table_.is_empty) load(levels_.size() - 1, tree_.table_.root);
}

std::optional<std::string_view> GlassCursor::find(std::string_view key) {
  if (tree_.table_.is_empty) return std::nullopt;
  Level& leaf = levels_.front();
  // Most often it is the next.
  if (leaf.item + 1 < leaf.items) {
    const LeafItem next = leaf_item(leaf.bytes, leaf.item + 1);
    if (next.key == key && next.piece == 1) {
      ++leaf.item;
      return next.is_last ? next.tag : joined_tag();
    }
  }
  if (!is_in_leaf(key)) descend(key);
  const auto before = [&](std::size_t item) { return leaf_key(leaf.bytes, item) <= key; };
  const std::size_t begin = leaf.item < leaf.items && before(leaf.item) ? leaf.item : 0;
  leaf.item = last_before(begin, leaf.items, before);
  if (leaf.items == 0 || leaf_key(leaf.bytes, leaf.item) != key) return std::nullopt;
  // Pieces of one tag have the same key, and the last of them in this leaf was found.
  LeafItem item = leaf_item(leaf.bytes, leaf.item);
  while (leaf.item > 0 && item.piece != 1) item = leaf_item(leaf.bytes, --leaf.item);
  if (item.piece != 1 || item.key != key) throw_corrupt();
  return item.is_last ? item.tag : joined_tag();
}

/// Whether a key's first piece is in the leaf at hand, if the table has it.
bool GlassCursor::is_in_leaf(std::string_view key) const {
  const Level& leaf = levels_.front();
  return leaf.item < leaf.items && leaf_key(leaf.bytes, leaf.item) < key &&
         key <= leaf_key(leaf.bytes, leaf.items - 1);
}

/// Finds the leaf of a key's first piece.
void GlassCursor::descend(std::string_view key) {
  for (std::size_t level = levels_.size() - 1; level > 0; --level) {
    Level& branch = levels_[level];
    const auto before = [&](std::size_t item) { return is_before(branch.bytes, item, key); };
    const std::size_t begin = branch.item > 0 && before(branch.item) ? branch.item : 0;
    branch.item = last_before(begin, branch.items, before);
    load(level - 1, block_below(branch.bytes, branch.item));
  }
}

bool GlassCursor::next_leaf() {
  std::size_t level = 1;
  while (level < levels_.size() && levels_[level].item + 1 == levels_[level].items) ++level;
  if (level == levels_.size()) return false;
  ++levels_[level].item;
  for (; level > 0; --level) {
    load(level - 1, block_below(levels_[level].bytes, levels_[level].item));
    levels_[level - 1].item = 0;
  }
  return true;
}

/// The tag whose first piece of several is at hand.
std::string_view GlassCursor::joined_tag() {
  Level& leaf = levels_.front();
  LeafItem item = leaf_item(leaf.bytes, leaf.item);
  const std::string key(item.key);
  joined_ = item.tag;
  for (unsigned piece = 2; !item.is_last; ++piece) {
    if (++leaf.item == leaf.items && !next_leaf()) throw_corrupt();
    item = leaf_item(leaf.bytes, leaf.item);
    if (item.piece != piece || item.key != key) throw_corrupt();
    joined_ += item.tag;
  }
  return joined_;
}

void GlassCursor::load(std::size_t level, std::uint64_t number) {
  Level& into = levels_[level];
  if (into.number == number) return;
  into.number = no_block;
  into.bytes.resize(table_block_bytes);
  const auto size = read_at(tree_.file_, number * table_block_bytes, into.bytes);
  if (!size) throw Xapian::DatabaseError("a block can't be read", size.error().value());
  if (*size != table_block_bytes) throw_corrupt();
  const std::string_view block = into.bytes;
  // A block that a later commit has written.
  const std::uint64_t most =
      level + 1 < levels_.size() ? number_at(levels_[level + 1].bytes, 0) : tree_.table_.revision;
  if (number_at(block, 0) > most)
    throw Xapian::DatabaseModifiedError("what was to be read is written over");
  const std::size_t end = two_bytes(block, directory_end_at);
  if (static_cast<unsigned char>(block[level_at]) != level || end < directory_at ||
      end > block.size())
    throw_corrupt();
  into.items = (end - directory_at) / 2;
  if (into.items == 0 && level > 0) throw_corrupt();
  into.item = 0;
  into.number = number;
}

}  // namespace demarche
