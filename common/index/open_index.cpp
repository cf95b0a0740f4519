// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/open_index.hpp"

#include <filesystem>
#include <string>
#include <system_error>

#include "common/index/index_folder.hpp"
#include "common/index/xapian_errors.hpp"

namespace demarche {
namespace {

Xapian::Database open_current(const std::string& path) {
  for (;;) {
    const std::string database = existing_database(path);
    try {
      const Xapian::Database opened = open_whole(database);
      // A table that a writer cleared away while others were opened would count as empty.
      if (current_database(path) == database) return opened;
    } catch (const Xapian::Error&) {
      // A writer may have put another in its place meanwhile.
      if (current_database(path) == database) throw;
    }
  }
}

}  // namespace

Xapian::Database open_whole(const std::string& database) {
  const Xapian::Database opened(database, Xapian::DB_OPEN);
  const auto require = [&](const char* table, bool has_entries) {
    std::error_code error;
    if (has_entries && !std::filesystem::exists(database + '/' + table, error) && !error)
      throw Xapian::DatabaseCorruptError(std::string(table) + " is gone");
  };
  require("docdata.glass", opened.get_doccount() > 0);
  require("termlist.glass", opened.get_doccount() > 0);
  require("position.glass", opened.get_total_length() > 0);
  return opened;
}

Xapian::Database open_index(const std::string& path) {
  return with_index_errors(path, [&] { return open_current(path); });
}

}  // namespace demarche
