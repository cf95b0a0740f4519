// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "common/index/stamp.hpp"
#include "common/statement.hpp"
#include "indexer/source_stamp.hpp"

namespace demarche {

/// A statement that the index holds.
struct IndexedStatement {
  std::uint32_t document = 0;  ///< Xapian's document number
  std::string id;
  SourceStamp source;
};

/// The writing end of an index. What it is told becomes visible to searchers
/// at once, at commit(); an object that ends without commit leaves the index
/// as it was, or a blank one where there was none. Memory is bounded by the bytes of
/// text since the last flush, not by the corpus. Throws IndexError for a
/// foreign, damaged or full index. One thread.
class IndexWriter {
public:
  /// Opens the index for writing, or makes it (its parent folders too). Throws
  /// LockedError where another writer holds it for longer than `wait_seconds`,
  /// UsageError where the path is a file or a folder with other files.
  IndexWriter(const std::string& path, std::optional<double> wait_seconds);
  ~IndexWriter();

  /// The statements that came from `root`, by the name of their file.
  std::map<std::string, IndexedStatement, std::less<>> statements_of(const std::string& root) const;
  /// The number of the document with this id, or 0.
  std::uint32_t find(const std::string& id) const;
  /// The PATH that a document came from (cut, where it is very long).
  std::string root_of(std::uint32_t document) const;

  void add(const Statement& statement, const std::string& root, const SourceStamp& source);
  void replace(std::uint32_t document, const Statement& statement, const std::string& root,
               const SourceStamp& source);
  /// Notes a new source of an unchanged statement.
  void restamp(std::uint32_t document, const SourceStamp& source);
  void remove(std::uint32_t document);

  /// Makes all of it visible and durable.
  void commit();

private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether the folder at `path` holds a Xapian database.
bool is_database(const std::string& path);

}  // namespace demarche
