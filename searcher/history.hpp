// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/statement.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// A wording of a statement, and when the index had it, in seconds since the epoch.
struct Wording {
  std::int64_t from_s = 0;
  std::optional<std::int64_t> until_s;  ///< nothing: it stands
  Statement statement;
  std::vector<std::string> copies;  ///< of the one that stands: its other ids
};

/// The wordings of a statement that the index has kept (--keep-versions),
/// oldest first, and the one that stands. Empty where there is no such id.
struct History {
  std::string id;
  std::vector<Wording> wordings;
};

// All read the index as it is; they throw what Xapian throws, and IndexError
// for what no indexer wrote. An id may be that of a copy.

/// The number of the document in the index that has the statement; 0 where none has.
std::uint32_t document_of(const StatementIndex& index, const std::string& id);

std::optional<Wording> current_statement(StatementIndex& index, const std::string& id);
History history_of(StatementIndex& index, const std::string& id);

/// The wording that stood at a time, in seconds since the epoch.
std::optional<Wording> wording_at(const History& history, std::int64_t time_s);
/// The wording before the last, if it is another.
std::optional<Wording> wording_before_last(const History& history);

/// Sentences of one wording that the other has not in that place, in order.
struct SentenceChange {
  std::vector<std::string> removed;
  std::vector<std::string> added;
};

/// Two wordings of a statement, and how they differ.
struct WordingDiff {
  Wording older, newer;
  std::vector<SentenceChange> changes;  ///< in their texts
  std::vector<std::string> fields;      ///< names of fields that differ, sorted
};

WordingDiff diff_of(Wording older, Wording newer);

}  // namespace demarche
