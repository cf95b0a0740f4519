// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/index/stamp.hpp"
#include "indexer/index/file_stamp.hpp"

namespace demarche {

/// A statement that the index holds.
struct HeldStatement {
  std::uint32_t document = 0;  ///< Xapian's document number
  std::uint64_t content = 0;   ///< content_hash() when it was indexed
  bool claimed = false;        ///< for the caller: found again in its file
};

/// What an index held when a run began: only read. Throws IndexError for a
/// foreign or damaged index. One thread.
class IndexSnapshot {
public:
  /// `database`: its folder, empty where there is no index yet; `path`: the
  /// index, for messages.
  IndexSnapshot(const std::string& database, std::string path);
  ~IndexSnapshot();

  const Stamp& stamp() const;
  /// The dictionary that statements are compressed with; empty without one.
  std::string dictionary() const;
  std::uint64_t statements() const;
  /// Of the database's files.
  std::uint64_t size_bytes() const;

  /// What is known of the files of a root, by name.
  std::map<std::string, FileStamp, std::less<>> files_of(const std::string& root) const;
  /// Of one source (source_key()): its statements, by id.
  std::map<std::string, HeldStatement, std::less<>> statements_of(const std::string& source) const;
  /// The number of the document with this id, or 0.
  std::uint32_t find(const std::string& id) const;
  /// The source (source_key()) that a document came from.
  std::string source_of(std::uint32_t document) const;
  /// A source as people name it: the PATH and the name of the file.
  std::string describe(const std::string& source) const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
