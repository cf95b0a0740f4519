// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace demarche {

// Checksums of a database's files, block by block, in a file beside them: what is damaged
// reads differently from what was written. Xapian's own check sees a database's structure only.
// Whoever writes in the database's place begins with begin_changes() and, once committed, ends
// with complete_checksums(). One that is stopped in between leaves the checksums of the state
// before: each block says in which revision it was written, and those of later ones are left out.
// A database without checksums gets none but as a new one.

/// Makes the checksums of a new database of `index`, which nobody writes to or reads yet. Throws
/// IndexError where Xapian can't open it.
std::error_code make_checksums(const std::string& database, const std::string& index);

/// To be called before a database is changed in place. Throws IndexError, naming `index`, where
/// its checksums are themselves damaged.
void begin_changes(const std::string& database, const std::string& index);
/// Brings the checksums up to date with the last commit, if changes have begun since the last
/// time; also of a writer that was stopped. Throws as begin_changes() and make_checksums().
std::error_code complete_checksums(const std::string& database, const std::string& index);

/// What a comparison of a database's files with their checksums has shown.
struct BlockCheck {
  bool has_checksums = false;
  std::vector<std::string> damage;  ///< a place each, as in `block 7 of postlist.glass`
  std::uint64_t left_out = 0;       ///< blocks that a writer wrote that was stopped, or is at work
};

/// Such damage in a few words: the first place, and how many there are.
std::string describe(const std::vector<std::string>& damage);
/// What helps against it.
inline constexpr const char* damage_hint =
    "index the statements into a new folder, or take the index from a copy";

/// Compares. A writer may be at work: damage counts only where the database is as it was before,
/// by state_of(). Throws IndexError where a file can't be read.
BlockCheck check_blocks(const std::string& database);
/// Throws IndexError, naming `index`, where its database is damaged: so that none of it gets into
/// another one, whose checksums would then vouch for it.
void refuse_damaged(const std::string& database, const std::string& index);
/// Tells the states of a database apart that a writer takes it through.
std::string state_of(const std::string& database);

}  // namespace demarche
