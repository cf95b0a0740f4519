// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The hits of a query that earlier runs have shown (--new-since FILE), kept in a
/// text file: a line that says what it is, one with the query, and a line an id,
/// sorted, percent-encoded where it has white space, control characters or `%`.
class SeenHits {
public:
  /// Reads the file of a query; none has been seen where there is no such file.
  /// Throws UsageError for one that can't be read, is none, or is of another query,
  /// and where there is no folder for one.
  SeenHits(std::string path, std::string query);

  const std::set<std::string, std::less<>>& ids() const { return ids_; }

  /// Adds hits and writes the file, in place of the old one at once. Throws
  /// UsageError, and leaves the old one, where it can't.
  void add(const std::vector<std::string>& ids);

private:
  void read(std::string_view text);

  std::string path_;
  std::string query_;
  std::set<std::string, std::less<>> ids_;
};

}  // namespace demarche
