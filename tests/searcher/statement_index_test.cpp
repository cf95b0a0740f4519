// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/statement_index.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

#include "common/error.hpp"
#include "tests/support/archive.hpp"

using namespace demarche;
namespace fs = std::filesystem;

TEST_CASE("an index and a copy of it are not counted together") {
  test::Archive one, other;
  for (test::Archive* archive : {&one, &other}) {
    archive->write("a.txt", "The ferry was late.");
    REQUIRE(archive->index() == 0);
  }
  const std::string path = one.index_path();
  const std::string copy = path + "-copy";
  fs::copy(path, copy, fs::copy_options::recursive);
  const auto opens = [](const std::vector<std::string>& locations) {
    StatementIndex(locations, {0, true});
    return true;
  };
  CHECK_THROWS_AS(opens({path, path}), UsageError);
  CHECK_THROWS_AS(opens({path, path + "/"}), UsageError);
  CHECK_THROWS_AS(opens({path, other.index_path(), copy}), UsageError);
  CHECK_THROWS_AS(opens({path, "prog:xapian-progsrv " + path + "/db1"}), UsageError);
  CHECK(opens({path, other.index_path()}));
}
