// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>

namespace Xapian {
class Database;
}  // namespace Xapian

namespace demarche {

/// What an index was made with, kept in its metadata: the only way by which
/// the analyzer's settings reach query time.
struct Stamp {
  std::set<std::string, std::less<>> languages;  ///< of its statements; `und` for unknown
  std::set<std::string, std::less<>> fields;     ///< that users brought
  std::string xapian;                            ///< version that wrote it
};

/// Reads and verifies the stamp of one database. `path` is for messages.
/// Throws IndexError where it is another program's, or of another format or
/// analyzer version, saying which and what to do. `any_analyzer`: its version
/// doesn't matter to somebody who will analyze the texts anew.
Stamp read_stamp(const Xapian::Database& database, const std::string& path,
                 bool any_analyzer = false);
/// Whether an index is of an older format, or of none.
bool is_outdated(const Xapian::Database& database);

/// The stamp as entries of the database's metadata.
std::map<std::string, std::string> stamp_metadata(const Stamp& stamp);

}  // namespace demarche
