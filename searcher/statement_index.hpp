// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace demarche {

/// One or many indexes, searched as one. One thread.
class StatementIndex {
public:
  /// Opens the indexes and verifies their stamps. Throws IndexError naming the
  /// one that is missing, damaged, foreign or of another version.
  explicit StatementIndex(std::vector<std::string> paths);

  const Xapian::Database& database() const { return database_; }
  const std::vector<std::string>& paths() const { return paths_; }
  /// Of all indexes together, from their stamps.
  const std::set<std::string, std::less<>>& languages() const { return languages_; }
  const std::set<std::string, std::less<>>& user_fields() const { return user_fields_; }

  /// Moves on to the last commit of a writer. Throws as the constructor.
  void reopen();

private:
  void open();

  std::vector<std::string> paths_;
  Xapian::Database database_;
  std::set<std::string, std::less<>> languages_;
  std::set<std::string, std::less<>> user_fields_;
};

}  // namespace demarche
