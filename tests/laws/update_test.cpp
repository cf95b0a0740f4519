// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"
#include "tests/support/restless_folder.hpp"

using namespace demarche;

// Whatever becomes of the files, the index is the one that they would make anew.

namespace {

/// Everything in the index, without its stamp, whose languages and fields only grow.
std::string everything(const std::string& index_path) {
  std::string all = test::contents(index_path);
  for (const char* const key : {"\ndemarche.fields=", "\ndemarche.languages="}) {
    const std::size_t at = all.find(key);
    if (at != std::string::npos) all.erase(at, all.find('\n', at + 1) - at);
  }
  return all;
}

std::string everything_from_scratch(const test::Archive& archive, IndexerOptions options) {
  const test::TemporaryFolder folder;
  options.index_path = folder.path_of("index");
  REQUIRE(test::run(archive, options).code == exit_code::ok);
  return everything(options.index_path);
}

/// What a run must report of each id, by comparing what the files said before and say now.
std::map<std::string, std::string> expected_outcomes(
    const std::map<std::string, std::string>& before,
    const std::map<std::string, std::string>& after) {
  std::map<std::string, std::string> outcomes;
  for (const auto& [id, said] : before) {
    const auto now = after.find(id);
    outcomes[id] = now == after.end() ? "removed" : now->second == said ? "unchanged" : "updated";
  }
  for (const auto& [id, said] : after) outcomes.try_emplace(id, "indexed");
  return outcomes;
}

/// The beginning of the line that sums a run up.
std::string expected_sum(const std::map<std::string, std::string>& outcomes) {
  const auto count = [&](const std::string& wanted) {
    return std::count_if(outcomes.begin(), outcomes.end(),
                         [&](const auto& outcome) { return outcome.second == wanted; });
  };
  return fmt::format("indexer: {} indexed, {} updated, {} unchanged, {} removed, 0 skipped",
                     count("indexed"), count("updated"), count("unchanged"), count("removed"));
}

}  // namespace

TEST_CASE("an index brought up to date equals one made anew, after any changes", "[laws][update]") {
  const unsigned seed = GENERATE(range(1U, 9U));
  CAPTURE(seed);
  test::RestlessFolder folder(seed);
  IndexerOptions options = folder.archive.indexer_options();
  std::map<std::string, std::string> before;
  std::size_t copies = 0;
  for (int run = 0; run < 12; ++run) {
    CAPTURE(run);
    for (unsigned i = 0; i < 1 + (seed + static_cast<unsigned>(run)) % 7; ++i) folder.change();
    options.keep_duplicates = seed % 4 == 0 && run % 3 == 1;
    options.rebuild = run % 5 == 4;
    const auto result = test::run(folder.archive, options);
    REQUIRE(result.messages.find("error") == std::string::npos);
    REQUIRE(result.code == exit_code::ok);
    const auto now = folder.statements();
    const auto expected = expected_outcomes(std::exchange(before, now), now);
    CHECK(result.outcome_of == expected);
    CHECK_THAT(result.messages, Catch::Contains(expected_sum(expected)));
    copies += now.size() - folder.archive.count("NOT zzzz");
    options.rebuild = false;
    REQUIRE(everything(folder.archive.index_path()) ==
            everything_from_scratch(folder.archive, options));
    // And once more changes nothing.
    const std::string index = test::contents(folder.archive.index_path());
    for (const auto& [id, outcome] : test::run(folder.archive, options).outcome_of)
      CHECK(outcome == "unchanged");
    CHECK(test::contents(folder.archive.index_path()) == index);
  }
  CHECK(copies > 0);
}
