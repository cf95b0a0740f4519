// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/files/descriptor.hpp"
#include "common/index/glass_version.hpp"

namespace demarche {

/// A table of a local database as a commit left it, open for reading without Xapian. Any thread.
class GlassTree {
public:
  /// The table, `position.glass` …, of the database in a folder. Nothing where it is another
  /// database than `uuid`, as Xapian writes it, another commit than that of `revision` is the last,
  /// it is of another format, or can't be read.
  static std::optional<GlassTree> open(const std::string& database, const std::string& table,
                                       const std::string& uuid, std::uint64_t revision);

private:
  friend class GlassCursor;
  GlassTree(Descriptor file, GlassTable table) : file_(std::move(file)), table_(std::move(table)) {}

  Descriptor file_;
  GlassTable table_;
};

/// Looks keys up in a table; soon where they are asked for in order. One thread; the tree outlives
/// it. (Source: Xapian 1.4.22, backends/glass/glass_table: a B-tree of blocks, whose items are in
/// the order of their keys.) Throws what Xapian does, DatabaseModifiedError where a writer has
/// written over what was to be read, and DatabaseCorruptError for what is no such table.
class GlassCursor {
public:
  explicit GlassCursor(const GlassTree& tree);

  /// What the table has under a key, which is not empty; nothing where there is no such key. Valid
  /// until the next call.
  std::optional<std::string_view> find(std::string_view key);

private:
  static constexpr std::uint64_t no_block = ~std::uint64_t{0};
  /// A block on the way from the root to a leaf, and an item of it.
  struct Level {
    std::uint64_t number = no_block;
    std::string bytes;
    std::size_t items = 0;
    std::size_t item = 0;
  };

  void load(std::size_t level, std::uint64_t number);
  void descend(std::string_view key);
  bool is_in_leaf(std::string_view key) const;
  bool next_leaf();
  std::string_view joined_tag();

  const GlassTree& tree_;
  std::vector<Level> levels_;  ///< leaves first
  std::string joined_;         ///< a tag that is in several pieces
};

}  // namespace demarche
