// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <ctime>
#include <map>
#include <string>

#include "indexer/options.hpp"
#include "tests/support/archive.hpp"

namespace demarche::test {

/// What a run of the indexer said, on stderr and in its --report, by input: a
/// file, or a record that was skipped (`file, line N`).
struct RunResult {
  int code = 0;
  std::string messages;
  std::map<std::string, std::string> outcomes;  ///< with `, ` between several
  std::map<std::string, std::string> reasons;
  std::map<std::string, std::string> outcome_of;  ///< by id, the last
};

/// Runs the pipeline in a process of its own, with what it says and reports.
RunResult run(const Archive& archive, IndexerOptions options);
RunResult run(const Archive& archive);

/// Sets a file's time of change, in seconds since the epoch.
void set_time(const std::string& path, std::time_t seconds);

/// The statements of an index without its stamp, whose languages and fields
/// only grow: they name what the index has ever held.
std::string statements(const std::string& index_path);
/// The statements of an index that is made from the archive's files at once.
std::string statements_from_scratch(const Archive& archive);

}  // namespace demarche::test
