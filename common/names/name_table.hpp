// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_index.hpp"

namespace demarche {

/// A word as it stands in a query.
struct NameWord {
  std::string_view term;  ///< folded
  bool capitals = false;  ///< and that means an acronym
};

/// A name that was found. All views are into the NameTable.
struct FoundName {
  std::size_t words = 0;  ///< how many it has; 0: none was found
  /// The names of its row that are not ambiguous, as the table writes them, and
  /// for filters its demonyms and codes, too; that which was found is among
  /// them. Empty where that is ambiguous.
  std::vector<std::string_view> names;
  /// What an ambiguous name can mean: the first name of each row.
  std::vector<std::string_view> meanings;
};

/// What is known of names: the built-in table, and a user's rows above it.
/// Cheap to copy; thread-safe.
class NameTable {
public:
  /// The built-in table alone.
  NameTable() = default;
  /// `own` rows that share a name, with each other or with a built-in row, are
  /// one row, but by ambiguous names. What they name means them and nothing else.
  explicit NameTable(std::vector<NameRow> own);

  /// The longest name that `words` begin with.
  FoundName longest(std::span<const NameWord> words) const;
  /// What has `key`, which is value_key()'s, for the whole value of a filter,
  /// also as lists write it: `Iran (Islamic Republic of)`.
  FoundName value(std::string_view key) const;
  /// Whether the word is an acronym of the table.
  bool is_acronym(std::string_view term) const;

private:
  FoundName upright_value(std::string_view key) const;

  NameIndex built_in_ = built_in_names();
  std::shared_ptr<const PackedNames> own_;  ///< may be null
  NameIndex own_index_;                     ///< of own_
};

}  // namespace demarche
