// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/index/index_snapshot.hpp"
#include "indexer/index/index_writer.hpp"
#include "indexer/report.hpp"
#include "indexer/seen_keys.hpp"

namespace demarche {

/// What a run does with statements that the index has already.
struct UpdatePolicy {
  bool keep_duplicates = false;  ///< each copy of a statement is a statement
  bool keep_versions = false;    ///< earlier wordings stay
  bool rebuild = false;          ///< the index is made anew: what it had is only compared with
  std::int64_t now_s = 0;        ///< when the run began, since the epoch
};

/// The same statement under several names becomes one document: that of the
/// first by its file, and within a file by its place in it. This class is told,
/// id by id in the order of the files, what a run found, and makes the changes
/// of documents, copies (copies.hpp) and versions (versions.hpp) of it; the index
/// is then as if it were made anew. Reports the outcomes. One thread.
class StatementUpdate {
public:
  using Change = std::function<void(IndexWriter&)>;
  /// Runs a change, or with --dry-run leaves it.
  using Changer = std::function<void(const Change&)>;

  /// What the objects are outlives this one.
  StatementUpdate(const IndexSnapshot& snapshot, const UpdatePolicy& policy, Report& report,
                  Changer changer);

  /// A statement's place among those of its identity, in the order of the files.
  using Place = std::uint64_t;
  /// Keeps the next place for a statement of this identity that is told later.
  Place reserve(const std::string& identity);
  /// A statement that a file has: a new one, or one that the index has as `held`,
  /// changed or unchanged. `input`: for the report; `place`: one that was reserved.
  void add(IndexedStatement statement, const std::string& input, std::optional<Place> place = {});
  void update(const HeldStatement& held, IndexedStatement statement, const std::string& input,
              std::optional<Place> place = {});
  /// A statement that is no more.
  void remove(const HeldStatement& held, const std::string& input);
  /// To be called once all is told, before the commit.
  void finish();

private:
  /// A statement among those of one identity. There may be millions.
  struct Member {
    std::string id;
    std::string url;
    const std::string* source;  ///< source_key() of its file, in names_
    std::int64_t seen_s = 0;
    std::uint32_t document = 0;  ///< of the index as it was; 0 for none
    Place place = 0;             ///< counts within its file
    /// Of what this run found, in names_: to be reported once it is known whose copy it is.
    const std::string* input = nullptr;
    Outcome outcome = Outcome::unchanged;
  };
  /// A copy, for the lists of them.
  struct Listed {
    std::string id;
    const std::string* source;    ///< in names_
    const std::string* identity;  ///< a key of contests_
  };
  /// Statements of one identity of which it shows at the end which is the document.
  struct Contest {
    bool has_added = false;  ///< whether this run made a document of one before
    std::vector<Member> found;
    /// Where no document has it: what the first that was found says.
    std::optional<Statement> statement = {};
    std::map<std::string, Place> places;  ///< by id, of those that the run met again
  };

  void enter(IndexedStatement statement, const std::string& input, Outcome outcome,
             std::uint32_t document, std::optional<Place> place);
  void leave(const HeldStatement& held);
  void keep_version(const HeldStatement& held);
  std::uint32_t any_document_of(const std::string& identity) const;
  bool is_contested(const std::string& identity) const;
  Contest& contest(const std::string& identity);
  std::vector<Member> members_of(const std::string& identity, Contest& contest);
  void decide(const std::string& identity, Contest& contest);
  void make_document(Statement statement, const std::string& identity, const Member& winner,
                     std::vector<Member>& others);
  void set_copies(const std::string& identity, const std::vector<Member>& members);
  void list_copies();
  void set_metadata(const std::string& key, const std::string& value);

  const IndexSnapshot& snapshot_;
  const UpdatePolicy policy_;
  Report& report_;
  Changer changer_;
  SeenKeys added_;                     ///< identities that this run made a document of
  std::set<std::uint32_t> gone_;       ///< documents that are no more what they were
  std::set<std::string> gone_copies_;  ///< ids
  std::map<std::string, Contest> contests_;
  Place next_place_ = Place{1} << 32U;  ///< behind those that were not met
  std::set<std::string> names_;         ///< of sources and inputs, each once
  std::vector<Copy> former_copies_;     ///< where something changes
  std::vector<Listed> copies_;          ///< instead
};

}  // namespace demarche
