// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/pipeline_run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "common/error.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

namespace demarche::test {

RunResult run(const Archive& archive, IndexerOptions options) {
  const TemporaryFolder folder;
  options.report_path = folder.path_of("report.jsonl");
  options.quiet = false;
  const ChildResult child = run_child([&] {
    try {
      return archive.index(options);
    } catch (const Error& error) {
      fmt::print(stderr, "{}", error.what());
      return error.exit_code();
    }
  });
  RunResult result{child.exit_code, child.err, {}, {}, {}};
  std::ifstream report(*options.report_path);
  for (std::string line; std::getline(report, line);) {
    const auto record = nlohmann::json::parse(line);
    const std::string input = record.at("input");
    std::string& outcome = result.outcomes[input];
    if (!outcome.empty()) outcome += ", ";
    outcome += record.at("outcome");
    if (record.contains("reason")) result.reasons[input] = record.at("reason");
    if (record.contains("id")) result.outcome_of[record.at("id")] = record.at("outcome");
  }
  return result;
}

RunResult run(const Archive& archive) { return run(archive, archive.indexer_options()); }

void set_time(const std::string& path, std::time_t seconds) {
  const timespec times[2] = {{seconds, 0}, {seconds, 0}};
  REQUIRE(utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

std::string statements(const std::string& index_path) {
  const std::string all = contents(index_path, true);
  std::string out;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\n', at) + 1;
    const std::string_view line = std::string_view(all).substr(at, end - at);
    if (!line.starts_with("demarche")) out += line;
    at = end;
  }
  return out;
}

std::string statements_from_scratch(const Archive& archive) {
  const TemporaryFolder folder;
  IndexerOptions options = archive.indexer_options();
  options.index_path = folder.path_of("index");
  run(archive, options);
  return statements(options.index_path);
}

}  // namespace demarche::test
