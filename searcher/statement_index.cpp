// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/statement_index.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "common/error.hpp"
#include "common/index/stamp.hpp"

namespace demarche {
namespace {

Xapian::Database open_one(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error))
    throw IndexError(fmt::format("there is no index at {}", path),
                     "make one with `indexer --db FOLDER PATH`, or name another with --db");
  try {
    return Xapian::Database(path, Xapian::DB_OPEN);
  } catch (const Xapian::DatabaseCorruptError&) {
    throw IndexError(fmt::format("the index {} is damaged", path),
                     "check it with `indexer --check`, and index the statements into a new folder");
  } catch (const Xapian::DatabaseVersionError&) {
    throw IndexError(
        fmt::format("the index {} is of a Xapian format that this program can't read", path),
        "index the statements into a new folder");
  } catch (const Xapian::Error&) {
    throw IndexError(fmt::format("{} is not an index that can be read", path),
                     "make one with `indexer --db FOLDER PATH`, or name another with --db");
  }
}

}  // namespace

StatementIndex::StatementIndex(std::vector<std::string> paths) : paths_(std::move(paths)) {
  open();
}

void StatementIndex::open() {
  for (const std::string& path : paths_) {
    const Xapian::Database one = open_one(path);
    const Stamp stamp = read_stamp(one, path);
    languages_.insert(stamp.languages.begin(), stamp.languages.end());
    user_fields_.insert(stamp.fields.begin(), stamp.fields.end());
    database_.add_database(one);
  }
}

void StatementIndex::reopen() {
  // Anew, not Database::reopen(): the writer may have changed the stamp too.
  database_ = Xapian::Database();
  languages_.clear();
  user_fields_.clear();
  open();
}

}  // namespace demarche
