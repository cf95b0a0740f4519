// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace demarche {

/// What a comparison of a database's files with their checksums has shown.
struct BlockCheck {
  bool has_checksums = false;
  std::vector<std::string> damage;  ///< a place each, as in `block 7 of postlist.glass`
  std::uint64_t left_out = 0;       ///< blocks that a writer wrote that was stopped, or is at work
};

/// Compares. A writer may be at work: damage counts only where the database is as it was before,
/// by state_of(). Throws IndexError where a file can't be read.
BlockCheck check_blocks(const std::string& database);
/// Whether nobody has touched a database's files since their checksums were made: then only the
/// disk itself can have damaged them. Throws as check_blocks().
bool is_untouched(const std::string& database);
/// Tells the states of a database apart that a writer takes it through.
std::string state_of(const std::string& database);

/// Such damage in a few words: the first place, and how many there are.
std::string describe_damage(const std::vector<std::string>& damage);
/// What helps against it.
inline constexpr const char* damage_hint =
    "make it anew with `indexer --rebuild` or in a new folder, or take it from a copy";

/// Throws IndexError, naming `index` and the place, where its database is damaged. It reads all of
/// it.
void refuse_damaged(const std::string& database, const std::string& index);
/// The same of the database that an index is in now.
void refuse_damaged(const std::string& index);
/// The same after something that should not happen, and damage explains: where there are no
/// checksums to tell, it throws, too.
void blame_index(const std::string& index);

}  // namespace demarche
