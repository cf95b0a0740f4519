// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

const std::string searcher = BINARY_DIR "/searcher/searcher";

}  // namespace

TEST_CASE("users' tables of names are read, from --names and from their own place",
          "[cli][names]") {
  test::Archive archive;
  archive.write("a", "The Organisation of the Six Basins met.");
  archive.write("b", "The OSBS met.");
  archive.write("c", "The Basin Six met.");
  REQUIRE(archive.index() == 0);
  const test::TemporaryFolder folder;
  const std::string table = "# ours\norganisation\tOrganisation of the Six Basins | OSBS\n";
  const std::string file = folder.write("table.tsv", table);
  const std::string more = folder.write("more.tsv", "organisation\tOSBS | Basin Six\n");
  const std::string config = folder.path_of("config");
  folder.write("config/demarche/names.tsv", table);
  const auto count = [&](const std::vector<std::string>& options, const std::string& setting) {
    std::vector<std::string> arguments = {setting, searcher, "-d", archive.index_path(), "-c"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return test::run("/usr/bin/env", arguments).out;
  };
  const std::string none = "XDG_CONFIG_HOME=" + folder.path_of("none");
  CHECK(count({"OSBS"}, none) == "1\n");
  CHECK(count({"--names", file, "OSBS"}, none) == "2\n");
  CHECK(count({"--names", file, "--names", more, "OSBS"}, none) == "3\n");
  CHECK(count({"--names", file, "--no-aliases", "OSBS"}, none) == "1\n");
  CHECK(count({"OSBS"}, "XDG_CONFIG_HOME=" + config) == "2\n");
  CHECK(count({"--names", more, "OSBS"}, "XDG_CONFIG_HOME=" + config) == "3\n");
}

TEST_CASE("where an ambiguous name finds nothing, it is said what it could mean", "[cli][names]") {
  test::Archive archive;
  archive.write("a", "Issuer: COG\n\nA statement.");
  REQUIRE(archive.index() == 0);
  const auto result = test::run(searcher, {"-d", archive.index_path(), "issuer:Congo"});
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.err,
             Catch::Contains("searcher: note: “Congo” can mean Republic of the Congo or "
                             "Democratic Republic of the Congo: no other name was added"));
}

TEST_CASE("a table of names that cannot be read is an error that names it", "[cli][names]") {
  const test::TemporaryFolder folder;
  const std::string bad = folder.write("bad.tsv", "state\tA | B\nplanet\tMars\n");
  const auto refused = test::run(searcher, {"--names", bad, "x"});
  CHECK(refused.exit_code == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, Catch::Contains(bad + ":2: 'planet' is no kind of name"));
  CHECK_THAT(refused.err, Catch::Contains("hint: a line is KIND, names, demonyms and codes"));
  for (const std::string& missing : {folder.path_of("missing.tsv"), folder.path()}) {
    const auto result = test::run(searcher, {"--names", missing, "x"});
    CHECK(result.exit_code == 2);
    CHECK(result.err == "searcher: error: cannot read names from " + missing + "\n");
  }
  const std::string large = folder.write("large.tsv", "");
  std::filesystem::resize_file(large, (16U << 20U) + 1);
  CHECK(test::run(searcher, {"--names", large, "x"}).err ==
        "searcher: error: " + large + " is larger than a table of names may be\n");
}
