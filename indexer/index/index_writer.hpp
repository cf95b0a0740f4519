// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "indexer/index/document_builder.hpp"
#include "indexer/index/held_folder.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "indexer/worker_pool.hpp"

namespace demarche {

/// The writing end of an index. What it is told becomes visible to searchers
/// at once, at commit(); an object that ends without commit leaves the index
/// as it was. Memory is bounded, however large the corpus. Throws IndexError
/// for a damaged index or a full disk. One thread.
class IndexWriter {
public:
  /// What both ways of writing stand on; outlives the writer.
  struct Base {
    HeldFolder& folder;
    const IndexSnapshot& snapshot;
    WorkerPool& pool;
    bool rebuild = false;         ///< nothing that the index holds is taken over but versions
    std::uint64_t new_bytes = 0;  ///< of the files that are to be read; 0: not known
  };

  virtual ~IndexWriter() = default;

  void add(IndexedStatement input);
  void replace(std::uint32_t document, IndexedStatement input);
  virtual void remove(std::uint32_t document) = 0;
  /// Notes what is known of a file of which the index knew nothing; once, and with no other word
  /// on it. There may be millions of them.
  void add_file(const std::string& root, const FileStamp& file);
  /// Notes what is known of a file; the last word counts.
  void set_file(const std::string& root, const FileStamp& file);
  void remove_file(const std::string& root, const std::string& name);
  /// An entry of the metadata that the index has not, or one whose value will be united with
  /// what it has (merge_databases()). There may be millions of them.
  virtual void add_metadata(const std::string& key, std::string value) = 0;
  /// Any other entry of the metadata; an empty value removes the key.
  void set_metadata(std::string key, std::string value) {
    metadata_[std::move(key)] = std::move(value);
  }
  virtual void commit() = 0;

protected:
  explicit IndexWriter(const Base& base)
      : base_(base), stamp_(base.rebuild ? Stamp{} : base.snapshot.stamp()) {}

  virtual void do_add(IndexedStatement input) = 0;
  virtual void do_replace(std::uint32_t document, IndexedStatement input) = 0;

  /// The metadata to write, the stamp's among them; an empty value removes a key.
  const std::map<std::string, std::string>& metadata();

  const Base base_;

private:
  void note(const Statement& statement);

  Stamp stamp_;
  std::map<std::string, std::string> metadata_;
};

/// Changes the database in place: what a run costs that changes little.
std::unique_ptr<IndexWriter> make_updating_writer(const IndexWriter::Base& base);
/// Builds what is new as many small databases, in all threads, and merges them
/// with the old one into a new one: the fastest for much.
std::unique_ptr<IndexWriter> make_building_writer(const IndexWriter::Base& base);

/// Either way: what it is told waits in memory until it shows how much it is.
std::unique_ptr<IndexWriter> make_waiting_writer(const IndexWriter::Base& base);

/// Whether so many bytes of files are too much to change an index of this size in place.
bool outweighs_update(std::uint64_t new_bytes, std::uint64_t index_bytes);
/// The way that is faster where so many bytes are to be read as `base` says. Throws
/// UsageError for a database that stands by itself, without an index's folder.
std::unique_ptr<IndexWriter> make_writer(const IndexWriter::Base& base);

}  // namespace demarche
