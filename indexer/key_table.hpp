// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "common/files/descriptor.hpp"
#include "indexer/index/key.hpp"

namespace demarche {

/// A key, and whose it is.
struct KeyEntry {
  Key key;
  const void* owner = nullptr;
};

/// Entries by their keys, in a temporary file without a name, in $TMPDIR or /tmp: this program has
/// nothing of them in memory. They take 32 to 64 bytes each there. A hash table of pages: an entry
/// lies in the page that its key points to or, where that is full, in the next that is not. (D.
/// Knuth, The Art of Computer Programming 3, 6.4: buckets with linear probing.) Throws IndexError
/// where the file can't be written or read. One thread.
class KeyTable {
public:
  /// Without room for an entry, and without a file.
  KeyTable() = default;
  /// An empty one with room for so many.
  explicit KeyTable(std::uint64_t entries);

  std::uint64_t size() const { return size_; }
  /// Whether it is three quarters full at most with so many more. It gets slow beyond, and a full
  /// one, of 170 entries a page, is not to be asked for anything.
  bool has_room_for(std::uint64_t entries) const;
  /// Adds entries, whose keys it doesn't have yet.
  void add(std::vector<KeyEntry> entries);
  /// Adds those of another table.
  void add(const KeyTable& other);
  std::optional<const void*> find(const Key& key) const;

private:
  struct Page;
  std::uint64_t page_of(const Key& key) const;
  std::uint64_t after(std::uint64_t page) const { return page + 1 == pages_ ? 0 : page + 1; }
  Page read(std::uint64_t page) const;
  void write(std::uint64_t page, const Page& content);

  Descriptor file_;
  std::uint64_t pages_ = 0;
  std::uint64_t size_ = 0;  ///< entries
};

}  // namespace demarche
