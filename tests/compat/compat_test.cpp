// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/index/schema.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

const std::string indexer = BINARY_DIR "/indexer/indexer";
const std::string searcher = BINARY_DIR "/searcher/searcher";
const std::string compat = SOURCE_DIR "/tests/compat";

/// A copy of the index of a format.
struct FrozenIndex {
  explicit FrozenIndex(int format) {
    const std::string archive = fmt::format("{}/format-{}.tar.zst", compat, format);
    REQUIRE(test::run("/usr/bin/tar", {"--zstd", "-xf", archive, "-C", folder.path()}).exit_code ==
            0);
  }

  test::ChildResult search(const std::string& words) const {
    return test::run("/bin/sh", {"-c", fmt::format("{} --db {} {}", searcher, path, words)});
  }
  test::ChildResult index(Arguments arguments, const std::string& input = "/dev/null") const {
    arguments.insert(arguments.begin(), {"--db", path});
    return test::run(indexer, arguments, input);
  }

  test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
};

/// The lines `$ …` of a golden file, each with what stands below it.
std::vector<std::pair<std::string, std::string>> golden(int format) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::istringstream lines(test::read_bytes(fmt::format("{}/format-{}.golden", compat, format)));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ "))
      rows.emplace_back(line.substr(2), "");
    else if (!rows.empty())
      rows.back().second += line + '\n';
  }
  return rows;
}

}  // namespace

TEST_CASE("this build reads a frozen index of its format, and answers as the build that made it",
          "[compat]") {
  const FrozenIndex frozen(index_format);
  const auto rows = golden(index_format);
  CHECK(rows.size() >= 15);
  for (const auto& [words, answer] : rows) {
    INFO("searcher " << words);
    CHECK(frozen.search(words).out == answer);
  }
  const auto check = frozen.index({"--check"});
  CHECK(check.err == fmt::format("indexer: checked: the index {} is sound\n", frozen.path));
  const auto stats = frozen.index({"--stats"});
  CHECK_THAT(stats.out, Catch::Contains("statements:  9\n") &&
                            Catch::Contains("copies:      1\n") &&
                            Catch::Contains("versions:    of 1 "));
}

TEST_CASE("this build brings a frozen index of its format up to date", "[compat]") {
  const FrozenIndex frozen(index_format);
  const auto piped = frozen.index({"--keep-versions", "-"}, compat + "/records-later.jsonl");
  INFO(piped.err);
  CHECK(piped.exit_code == 0);
  CHECK_THAT(piped.err, Catch::Contains("1 indexed, 1 updated, 0 unchanged, 0 removed"));
  frozen.folder.write("more/new.txt", "The ferry to the frozen pier.\n");
  CHECK(frozen.index({"-q", frozen.folder.path_of("more")}).exit_code == 0);
  CHECK(frozen.search("-c ferry").out == "5\n");
  CHECK(frozen.search("-f ids '\"so does the delegation\"'").out == "piped-1\n");
  CHECK_THAT(frozen.search("--versions piped-1").out, Catch::Contains("2023-11-14"));
  CHECK(frozen.index({"--check"}).exit_code == 0);
}

TEST_CASE("an index of an older and of a newer format is named as such, with what to do",
          "[compat]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  folder.write("files/a.txt", "Of ferries.\n");
  REQUIRE(test::run(indexer, {"-q", "--db", path, folder.path_of("files")}).exit_code == 0);
  for (const int format : {index_format - 1, index_format + 1}) {
    test::set_format(path, format);
    const std::string wanted = fmt::format("the index {} has format {}; this program reads {}",
                                           path, format, index_format);
    const Arguments check = {"--db", path, "--check"}, stats = {"--db", path, "--stats"},
                    update = {"--db", path, folder.path_of("files")}, search = {"--db", path, "x"};
    for (const auto& result : {test::run(indexer, check), test::run(indexer, stats),
                               test::run(indexer, update), test::run(searcher, search)}) {
      CHECK(result.exit_code == 2);
      CHECK_THAT(result.err, Catch::Contains(wanted) &&
                                 Catch::Contains(format < index_format ? "indexer --rebuild"
                                                                       : "into a new folder"));
    }
  }
}

TEST_CASE("an index of an older format is made anew of all its PATHs, and a newer one is not",
          "[compat]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  folder.write("files/a.txt", "Of ferries.\n");
  folder.write("others/b.txt", "Of bridges.\n");
  REQUIRE(test::run(indexer, {"-q", "--db", path, folder.path_of("files")}).exit_code == 0);
  const auto rebuild = [&](const char* from) {
    return test::run(indexer, {"-q", "--db", path, "--rebuild", folder.path_of(from)}).exit_code;
  };
  const auto count = [&](const char* word) {
    return test::run(searcher, {"--db", path, "-c", word}).out;
  };
  test::set_format(path, index_format + 1);
  CHECK(rebuild("files") == 2);
  test::set_format(path, index_format - 1);
  CHECK(rebuild("others") == 2);
  CHECK(rebuild("files") == 0);
  CHECK(count("ferries") == "1\n");
  CHECK(count("bridges") == "0\n");
}
