// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <system_error>

namespace demarche {

// The writing end of block_sums.hpp. Who changes a database in place begins with begin_changes()
// and, once committed, ends with complete_checksums(); one that is stopped in between leaves the
// checksums of the state before. A database without checksums gets none but as a new one.

/// Makes the checksums of a new database of `index`, which nobody writes to or reads yet. Throws
/// IndexError where Xapian can't open it.
std::error_code make_checksums(const std::string& database, const std::string& index);

/// To be called before a database is changed in place. Throws IndexError, naming `index`, where
/// its checksums are themselves damaged.
void begin_changes(const std::string& database, const std::string& index);
/// Whether changes have begun since the checksums were made, by this writer or one that was
/// stopped.
bool awaits_checksums(const std::string& database);
/// Brings the checksums up to date with the last commit, if changes have begun since the last
/// time; also of a writer that was stopped. Blocks no newer than the last time are not read again:
/// who has not compared them before must, since what they are now counts as untouched. Throws as
/// begin_changes() and make_checksums().
std::error_code complete_checksums(const std::string& database, const std::string& index);

}  // namespace demarche
