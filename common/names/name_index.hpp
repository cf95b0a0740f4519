// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_row.hpp"

namespace demarche {

/// Whether a name is one word in capitals, which is found in capitals alone.
bool is_acronym(std::string_view name);

/// A NameVariant where it lies in a NameIndex.
struct PackedVariant {
  std::uint32_t text, key;  ///< where they begin in the pool; key: value_key() of the text
  std::uint16_t text_bytes, key_bytes;
  std::uint32_t row;  ///< numbered from 0
  NameUse use;
  bool ambiguous;
  bool acronym;  ///< is_acronym() of the text
};

/// A table of names, ready to be searched: views into memory that outlives it.
/// Thread-safe.
struct NameIndex {
  std::string_view pool;                    ///< all texts and keys
  std::span<const PackedVariant> variants;  ///< row by row, in their order there
  std::span<const std::uint32_t> by_key;    ///< their numbers, in order of their keys

  std::string_view text(const PackedVariant& variant) const {
    return pool.substr(variant.text, variant.text_bytes);
  }
  std::string_view key(const PackedVariant& variant) const {
    return pool.substr(variant.key, variant.key_bytes);
  }
  /// The variants of a row.
  std::span<const PackedVariant> row(std::uint32_t number) const;
  /// The numbers of the variants whose key begins so, that with this key itself first.
  std::span<const std::uint32_t> with_beginning(std::string_view key) const;
  /// The numbers of the variants with this key.
  std::span<const std::uint32_t> with_key(std::string_view key) const;
};

/// What a NameIndex is a view of.
struct PackedNames {
  std::string pool;
  std::vector<PackedVariant> variants;
  std::vector<std::uint32_t> by_key;

  NameIndex index() const { return {pool, variants, by_key}; }
};

PackedNames pack_names(const std::vector<NameRow>& rows);

/// names.tsv, which the build packs (make_names.cpp): nothing is read, folded
/// or allocated when a program starts.
NameIndex built_in_names();

}  // namespace demarche
