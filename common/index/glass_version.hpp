// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/block_sums.hpp"

namespace demarche {

// What the version file of a database in Xapian 1.4's format, Glass, says of its tables, and Xapian
// itself tells nobody. (Sources: Xapian 1.4.22, backends/glass: GlassVersion, RootInfo,
// GlassFreeList.) Of another format nothing is known, and whoever asks does without.

/// A table as the last commit left it.
struct GlassTable {
  std::string uuid;            ///< the database's, as Xapian writes it
  std::uint64_t revision = 0;  ///< that commit's
  std::uint64_t root = 0;      ///< the block that its tree begins with
  std::uint64_t level = 0;     ///< of that block; leaves have 0
  bool is_empty = false;       ///< there is no such block
  std::uint64_t entries = 0;
  std::uint64_t block_bytes = 0;
  std::string free_list;  ///< where the list of its free blocks begins and ends, packed
};

/// The bytes of a database's version file; none where there is no such file. Throws IndexError
/// where it can't be read.
std::string version_bytes(const std::string& database);

/// What the version file in `bytes` says of a table, `postlist.glass` …; nothing where it is of
/// another format, or damaged.
std::optional<GlassTable> glass_table(std::string_view bytes, const std::string& table);

/// The version file in `bytes`, but with a table as that in `other` has it; nothing where either is
/// of another format, or damaged.
std::optional<std::string> with_table(std::string_view bytes, const std::string& table,
                                      std::string_view other);

/// The blocks of a table, `file`, that the next commit may write over; all others that it has, it
/// leaves as they are, since what is read meanwhile may need them. `version`: the bytes of the
/// version file. Nothing where the database is of another format or damaged. Throws IndexError
/// where the table can't be read.
std::optional<std::vector<std::uint32_t>> free_blocks(const BlockFile& file,
                                                      std::string_view version,
                                                      const std::string& table);

}  // namespace demarche
