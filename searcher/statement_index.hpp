// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/index/glass_cursor.hpp"
#include "common/index/word_forms.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// How indexes on other machines are treated.
struct RemoteSettings {
  unsigned timeout_ms = 10'000;  ///< for an answer, and for a connection
  bool partial = false;          ///< one that does not answer is left out, and said so
};

/// How what one query finds is looked for.
struct MatchSettings {
  unsigned threads = 1;
  /// What each thread has to look at for it to be worth it, in postings; more than 0. A thread
  /// begins later than the first, and has an index to open: that is some milliseconds' work
  /// (tests/bench/README.md).
  double postings_each = 180'000;
  /// Of fewer postings of a word Xapian finds the best as soon as scan_words().
  double min_scanned = 1'000;
};

/// One or many indexes, local (`PATH`), or served by Xapian's own servers
/// (`tcp:HOST:PORT`, `prog:COMMAND`), searched as one. One thread.
class StatementIndex {
public:
  /// Opens the indexes and verifies their stamps. Throws IndexError naming the
  /// one that is missing, damaged, foreign, of another version, or does not
  /// answer; or, where `remote` says partial, leaves that one out, unless none is left. Throws
  /// UsageError where one is given twice.
  explicit StatementIndex(std::vector<std::string> locations, RemoteSettings remote = {},
                          MatchSettings matching = {});

  /// All of them together.
  const Xapian::Database& database() const { return database_; }
  const std::vector<std::string>& paths() const { return locations_; }
  /// Whether none is on a server.
  bool is_local() const;
  /// Whether it is a single one, and local.
  bool is_one_local() const { return locations_.size() == 1 && is_local(); }
  const MatchSettings& matching() const { return matching_; }
  /// The table of positions of a single local index; null where it can't be read without Xapian.
  /// Valid until reopen(). Opened when it is first asked for, by one thread.
  const GlassTree* positions() const;
  /// The last document's number in any of the indexes.
  Xapian::docid last_document() const;
  /// All of them together in the same state, for a thread of its own; nothing where one can't be
  /// opened in that state any more. Of local ones. Any thread may ask, but during reopen().
  std::optional<Xapian::Database> another() const;
  const std::vector<LeftOutIndex>& left_out() const { return left_out_; }
  /// Of all indexes together, from their stamps.
  const std::set<std::string, std::less<>>& languages() const { return languages_; }
  const std::set<std::string, std::less<>>& user_fields() const { return user_fields_; }

  /// The row of the table of word forms, of all indexes together. It is kept: to
  /// ask an index elsewhere is a journey there and back. Valid until reopen().
  const WordForms& forms(const std::string& language, const std::string& stem) const;
  /// What each index has under a key of its metadata, where it has anything.
  std::vector<std::string> metadata(const std::string& key) const;
  /// The dictionary of stored texts with this number; empty where none has it.
  std::string dictionary(std::uint32_t number) const;

  /// Moves on to the last commits of writers, and connects anew. Throws as the
  /// constructor.
  void reopen();

  /// Throws IndexError, naming it, where one of the local indexes is damaged, or can't be told
  /// not to be. It reads all of them.
  void blame() const;

private:
  /// One of the indexes: metadata is each one's own.
  struct Part {
    Xapian::Database database;
    std::string location;
    std::string uuid;          ///< of it and of its copies
    Xapian::rev revision = 0;  ///< of a local one
    std::set<std::string, std::less<>> languages;
  };

  void open();
  void add(const std::string& location);

  std::vector<std::string> locations_;
  RemoteSettings remote_;
  MatchSettings matching_;
  Xapian::Database database_;
  std::vector<Part> parts_;                                                 ///< of database_
  mutable std::map<std::pair<std::string, std::string>, WordForms> forms_;  ///< that were read
  mutable std::optional<std::optional<GlassTree>> positions_;               ///< once asked for
  std::vector<LeftOutIndex> left_out_;
  std::set<std::string, std::less<>> languages_;
  std::set<std::string, std::less<>> user_fields_;
};

}  // namespace demarche
