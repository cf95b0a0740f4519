// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/index/copies.hpp"
#include "common/index/stamp.hpp"
#include "common/index/versions.hpp"
#include "common/statement.hpp"
#include "indexer/index/file_stamp.hpp"
#include "indexer/index/held_statements.hpp"

namespace demarche {

/// What an index held when a run began: only read. Throws IndexError for a
/// foreign or damaged index. One thread.
class IndexSnapshot {
public:
  /// `database`: its folder, empty where there is no index yet; `path`: the
  /// index, for messages. `to_rebuild`: an older analyzer's index will do, and one
  /// of an older format counts as empty but for roots().
  IndexSnapshot(const std::string& database, std::string path, bool to_rebuild = false);
  ~IndexSnapshot();

  const Stamp& stamp() const;
  /// The dictionary that statements are compressed with; empty without one.
  std::string dictionary() const;
  std::uint64_t statements() const;
  /// Of the database's files.
  std::uint64_t size_bytes() const;

  /// The PATHs that the index has statements of.
  const std::vector<std::string>& roots() const;
  /// What is known of the files of a root.
  FileStamps files_of(const std::string& root) const;
  /// Of one source (source_key()): its statements and copies. The snapshot outlives them.
  HeldStatements statements_of(const std::string& source) const;
  /// The source that the statement or copy with this id came from; empty for none.
  std::string source_of(const std::string& id) const;
  /// The statement of a document, with its id.
  Statement statement(std::uint32_t document) const;
  std::string source_of(std::uint32_t document) const;
  /// When a document's wording was indexed.
  std::int64_t seen_s(std::uint32_t document) const;

  /// The identity (digest.hpp) of a document, of a copy by its id (empty for none).
  std::string identity_of(std::uint32_t document) const;
  std::string identity_of_copy(const std::string& id) const;
  /// The documents with an identity: one, unless duplicates were kept.
  std::vector<std::uint32_t> documents_of(const std::string& identity) const;
  /// Its copies, and the ids of those that stand in a source.
  std::vector<Copy> copies_of(const std::string& identity) const;
  std::vector<std::string> copies_in(const std::string& source) const;
  /// Earlier wordings of the statement with this id.
  std::vector<Version> versions_of(const std::string& id) const;
  /// All of them, as encode_versions() gives them, by versions_key().
  void for_each_versions(
      const std::function<void(const std::string& key, std::string versions)>& sink) const;

  /// A source as people name it: the PATH and the name of the file.
  std::string describe(const std::string& source) const;

private:
  HeldStatement held(std::uint32_t document) const;
  std::string metadata(const std::string& key) const;

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
