// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>

namespace demarche {

/// Opens the database that the index at `path` is in now, for reading, also while a writer puts
/// another in its place. Throws IndexError where there is none, or none that Xapian can open.
Xapian::Database open_index(const std::string& path);
/// Opens a database of an index, for reading. Xapian's errors pass through; and
/// DatabaseCorruptError comes for a table that is gone, which Xapian takes for an empty one.
Xapian::Database open_whole(const std::string& database);

}  // namespace demarche
