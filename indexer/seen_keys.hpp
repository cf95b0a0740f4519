// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "common/files/descriptor.hpp"
#include "indexer/index/key.hpp"

namespace demarche {

/// Keys, and whose they are, of which there may be many millions: a few are kept in memory, the
/// rest, sorted, in a temporary file without a name, in $TMPDIR or /tmp. Throws IndexError where
/// that can't be written or read. One thread.
class SeenKeys {
public:
  SeenKeys() : SeenKeys(std::size_t{1} << 17U) {}
  /// `most_in_memory`: keys, some 64 bytes each; of the others there are two bytes.
  explicit SeenKeys(std::size_t most_in_memory) : most_in_memory_(most_in_memory) {}

  /// Adds a key. One that is there keeps its owner.
  void add(const Key& key, const void* owner = nullptr);
  /// Its owner; nothing where there is no such key.
  std::optional<const void*> find(const Key& key) const;
  bool contains(const Key& key) const { return find(key).has_value(); }

private:
  struct Hasher {
    std::size_t operator()(const Key& key) const noexcept { return key.first ^ key.second; }
  };
  struct Entry {
    Key key;
    const void* owner = nullptr;
  };
  /// Entries that were written together, in the order of their keys.
  struct Run {
    std::uint64_t begin = 0;            ///< entries before it in the file
    std::uint64_t size = 0;             ///< entries
    std::vector<std::uint64_t> filter;  ///< bits, by which most keys that are not there are told
  };
  void write_out();
  std::optional<const void*> find(const Run& run, const Key& key) const;
  Entry read(std::uint64_t number) const;

  std::size_t most_in_memory_;
  std::unordered_map<Key, const void*, Hasher> recent_;
  std::vector<Run> runs_;
  Descriptor file_;
};

}  // namespace demarche
