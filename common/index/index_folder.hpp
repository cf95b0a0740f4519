// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace demarche {

/// An index is a folder in which a file names the Xapian database that counts,
/// so that one rename puts a new database in the old one's place. The file is
/// Xapian's own: a stub, which makes the folder itself a database to any
/// program that opens one (https://xapian.org/docs/admin_notes.html, "Stub
/// databases").
inline constexpr const char* stub_name = "XAPIANDB";  // on disk, as the line below
inline constexpr const char* stub_word = "glass ";    ///< then the database's folder and LF

/// The folder of the database that the index at `path` is in now: as its stub
/// says, or `path` itself where it has none but is a database. Empty where
/// there is neither. Throws IndexError for a stub that is no index's.
std::string current_database(const std::string& path);
/// The same of an index that must be there: throws IndexError where none is.
std::string existing_database(const std::string& path);

/// Whether the folder at `path` itself holds a Xapian database.
bool is_database(const std::string& path);

}  // namespace demarche
