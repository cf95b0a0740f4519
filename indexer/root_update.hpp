// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/field_sources.hpp"
#include "indexer/index/index_snapshot.hpp"
#include "indexer/input_reader.hpp"
#include "indexer/options.hpp"
#include "indexer/progress.hpp"
#include "indexer/report.hpp"
#include "indexer/seen_keys.hpp"
#include "indexer/sources/source.hpp"
#include "indexer/statement_update.hpp"

namespace demarche {

/// What all roots of a run have in common.
struct RunState {
  const IndexerOptions& options;
  const IndexSnapshot& snapshot;
  WorkerPool& pool;
  Report& report;
  Progress& progress;
  StatementUpdate& statements;
  StatementUpdate::Changer changer;
  /// Ids that statements of this run have, and the SourceFile that each is of.
  SeenKeys ids;
  /// Ids that statements of the index have lost.
  SeenKeys freed;
};

/// Brings the index up to date with one PATH: decides, statement by statement
/// in the order of the files, what is new, changed, gone or as it was.
class RootUpdate {
public:
  /// `corpus`: what the PATH belongs to. All outlive the object.
  RootUpdate(const SourceListing& listing, const CorpusOptions& corpus, FieldSources& fields,
             RunState& run);

  /// Of the files that are new or may have changed.
  std::uint64_t bytes_to_read() const;

  /// Has the statements of files that are gone leave the index, if they are to. Before run(),
  /// and before that of any other root.
  void remove_vanished();
  /// Takes what the files hold. Throws UsageError where the PATH yields nothing any more.
  void run();

private:
  /// The file whose inputs are being taken.
  struct Current {
    const SourceFile* file = nullptr;
    FileStamp stamp;
    HeldStatements held;  ///< what the index has of it
    std::uint64_t skipped = 0;
    bool is_in_parts = false;  ///< some of its statements come later, or have come
  };
  /// A statement whose id another file still has, that may give it up.
  struct Deferred {
    Input input;
    FileStamp stamp;                    ///< of its file, as it was written last
    std::optional<HeldStatement> held;  ///< what the index has of it
    StatementUpdate::Place place;
  };

  FileStamp stamp_of(const SourceFile& file) const;
  std::string source_of(const std::string& name) const;
  bool is_unseen(const std::string& name) const;
  void note_unchanged();
  void remove_statements(const std::string& name, const HeldStatements& held);
  void take(Input& input);
  void keep_held();
  void begin_file(const SourceFile& file);
  void end_file();
  void refuse_loss(const std::string& name, std::uint64_t statements) const;
  void note_file(const std::string& name, const FileStamp* stamp, bool is_in_parts);
  void skip(const Input& input, const std::string& reason);
  void store(Input& input, std::optional<StatementUpdate::Place> reserved = {});
  bool is_mine(const Input& input) const;
  bool may_be_given_up(const std::string& id) const;
  std::string taken_by(const std::string& id) const;
  std::string owner_of(const std::string& id) const;
  std::optional<HeldStatement> held_for(const Input& input) const;
  void store_deferred();

  const SourceListing& listing_;
  const CorpusOptions& corpus_;
  FieldSources& fields_;
  RunState& run_;
  bool prune_;         ///< whether statements that are gone leave the index
  FileStamps former_;  ///< what the index knew of the files, and knows of what comes again
  std::vector<const SourceFile*> to_read_;
  std::set<std::string> unread_;  ///< sources of to_read_ that the index knows, until they are read
  Current current_;
  std::deque<Deferred> deferred_;
  std::uint64_t held_ = 0;     ///< statements that the index held of it
  std::uint64_t yielded_ = 0;  ///< statements that the PATH holds
};

}  // namespace demarche
