// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <unordered_map>

#include "indexer/index/key.hpp"
#include "indexer/key_table.hpp"

namespace demarche {

/// Keys, and whose they are, of which there may be any number: some are kept in memory, the rest
/// in a KeyTable. Throws what that throws. One thread.
class SeenKeys {
public:
  SeenKeys() : SeenKeys(std::size_t{1} << 17U) {}
  /// `most_in_memory`: keys, some 64 bytes each.
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
  void write_out();

  std::size_t most_in_memory_;
  std::unordered_map<Key, const void*, Hasher> recent_;
  KeyTable written_;
};

}  // namespace demarche
