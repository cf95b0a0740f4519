// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>

namespace demarche {

/// Whether an index is served by another program: `tcp:HOST:PORT`, `prog:COMMAND`.
bool is_remote(const std::string& location);

/// Opens the database of one index: of a folder (index_folder.hpp), or of a
/// server, which must answer within `timeout_ms`. Throws IndexError that names
/// the index, UsageError for a location that is misspelt.
Xapian::Database open_location(const std::string& location, unsigned timeout_ms);

}  // namespace demarche
