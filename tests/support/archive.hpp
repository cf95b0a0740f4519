// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/options.hpp"
#include "searcher/options.hpp"
#include "searcher/results.hpp"
#include "searcher/search.hpp"
#include "tests/support/temporary_folder.hpp"

namespace Xapian {
class WritableDatabase;
}  // namespace Xapian

namespace demarche::test {

/// A folder of statements and their index, both gone at the end.
class Archive {
public:
  /// Writes a statement's file; index() puts it into the index.
  void write(std::string_view name, std::string_view bytes) { folder_.write(name, bytes); }
  void remove(std::string_view name);
  std::string source() const { return folder_.path(); }
  std::string index_path() const { return index_.path_of("index"); }

  IndexerOptions indexer_options() const;
  /// Brings the index up to date; the indexer's exit code.
  int index() const { return index(indexer_options()); }
  int index(const IndexerOptions& options) const;

  SearcherOptions searcher_options(const std::string& query) const;
  /// The ids that a query finds, all of them.
  std::set<std::string> find(const std::string& query) const;
  std::set<std::string> find(const SearcherOptions& options) const;
  SearchResults search(const std::string& query) const;
  SearchResults search(const SearcherOptions& options) const;
  /// As -c prints it.
  std::uint64_t count(const std::string& query) const;
  std::uint64_t count(const SearcherOptions& options) const;

private:
  TemporaryFolder folder_;
  TemporaryFolder index_;
};

/// Everything in an index that a reader could tell apart: terms, positions,
/// values, stored statements, in terms of ids and not of document numbers.
/// Not the table of word forms, which keeps those of statements that are gone,
/// nor the dictionaries that texts are compressed with.
/// `but_sources`: without the stamps of source files.
std::string contents(const std::string& index_path, bool but_sources = false);

/// Changes an index's database behind the indexer's back, to what a program with a fault could
/// have made; its checksums are of what it then is.
void edit_database(const std::string& index_path,
                   const std::function<void(Xapian::WritableDatabase&)>& edit);

/// Has an index's stamp say another format, as a build of another time would; its checksums are
/// that build's, too.
void set_format(const std::string& index_path, int format);

/// Bytes of a file. Fails the test where there is none.
std::string read_bytes(const std::string& path);
/// All regular files below a folder, sorted.
std::vector<std::string> files_below(const std::string& folder);

/// The real speeches beside the project, or empty where they are absent
/// ($DEMARCHE_SHARED, else ../shared below the source folder's parent).
std::string shared_file(std::string_view name);

}  // namespace demarche::test
