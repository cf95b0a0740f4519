// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/compaction.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/index/block_sums.hpp"
#include "common/index/glass_version.hpp"
#include "common/index/index_folder.hpp"
#include "indexer/index/segment.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

/// Three indexes, of which one has gaps in its numbers and was changed, and a segment of metadata.
class Sources {
public:
  Sources() {
    for (int i = 0; i < 3; ++i) {
      for (int k = 0; k < 60; ++k) write(i, k);
      REQUIRE(archives_[i].index() == 0);
    }
    for (int k = 0; k < 20; ++k) archives_[1].remove(fmt::format("{}.txt", k));
    REQUIRE(archives_[1].index() == 0);
    write(1, 0);
    REQUIRE(archives_[1].index() == 0);
    write_metadata(folder_.path_of("metadata"), {{"some key", "some value"}});
    for (const test::Archive& archive : archives_)
      paths_.push_back(existing_database(archive.index_path()));
    paths_.push_back(folder_.path_of("metadata"));
  }

  const std::vector<std::string>& paths() const { return paths_; }
  std::string merged(unsigned threads) const {
    const std::string work = folder_.path_of(fmt::format("work{}", threads));
    const std::string to = folder_.path_of(fmt::format("merged{}", threads));
    fs::create_directory(work);
    merge_databases(paths_, to, {}, threads, work);
    CHECK(fs::is_empty(work));
    return to;
  }

private:
  void write(int archive, int number) {
    std::string text;
    for (int i = 0; i < 80; ++i) text += fmt::format("word{} ", random_() % 2000);
    archives_[archive].write(fmt::format("{}.txt", number), text);
  }

  std::mt19937 random_{8};
  test::Archive archives_[3];
  test::TemporaryFolder folder_;
  std::vector<std::string> paths_;
};

std::map<std::string, std::string> tables_of(const std::string& database) {
  std::map<std::string, std::string> tables;
  for (const std::string& name : files_with_sums(database)) {
    if (is_table(name)) tables[name] = test::read_bytes(database + '/' + name);
  }
  return tables;
}

/// Without what is drawn by chance.
std::string version_of(const std::string& database) {
  return test::read_bytes(database + "/iamglass").erase(16, 16);
}

}  // namespace

TEST_CASE("two threads merge databases into what one does, byte by byte", "[laws][compaction]") {
  const Sources sources;
  const std::string one = sources.merged(1), two = sources.merged(2);
  CHECK(tables_of(one).size() == 4);
  CHECK(tables_of(two) == tables_of(one));
  CHECK(version_of(two) == version_of(one));
  for (const std::string& path : {one, two}) {
    CHECK(Xapian::Database::check(path) == 0);
    const Xapian::Database database(path);
    CHECK(database.get_doccount() == 161);
    CHECK(database.has_positions());
    CHECK(database.get_metadata("some key") == "some value");
  }
}

TEST_CASE("a merge of what has no places of words has none", "[indexer][compaction]") {
  test::TemporaryFolder folder;
  std::vector<std::string> paths;
  for (const char* name : {"a", "b"}) {
    paths.push_back(folder.path_of(name));
    write_metadata(paths.back(), {{name, "value"}});
  }
  fs::create_directory(folder.path_of("work"));
  merge_databases(paths, folder.path_of("to"), {}, 2, folder.path_of("work"));
  CHECK_FALSE(fs::exists(folder.path_of("to/position.glass")));
  CHECK(Xapian::Database(folder.path_of("to")).get_metadata("b") == "value");
}

TEST_CASE("one thread merges where few files may be open", "[indexer][compaction]") {
  const Sources sources;
  // Two need a folder to work in.
  const auto merges = [&](unsigned threads) {
    const test::TemporaryFolder folder;
    try {
      merge_databases(sources.paths(), folder.path_of("to"), {}, threads, folder.path_of("none"));
      return true;
    } catch (const Xapian::DatabaseError&) {
      return false;
    }
  };
  CHECK(merges(1));
  CHECK_FALSE(merges(2));
  rlimit before{};
  REQUIRE(getrlimit(RLIMIT_NOFILE, &before) == 0);
  rlimit few = before;
  few.rlim_cur = 120;
  REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
  const bool is_merged = merges(2);
  REQUIRE(setrlimit(RLIMIT_NOFILE, &before) == 0);
  CHECK(is_merged);
}

TEST_CASE("a merge of a database that loses a table ends", "[indexer][compaction]") {
  for (const char* table : {"position.glass", "docdata.glass"}) {
    CAPTURE(table);
    const Sources sources;
    fs::remove(sources.paths()[1] + '/' + table);
    for (const unsigned threads : {1U, 2U})
      CHECK_THROWS_AS(sources.merged(threads), Xapian::DatabaseModifiedError);
  }
}

TEST_CASE("damage in either half ends a merge", "[indexer][compaction]") {
  for (const char* table : {"position.glass", "docdata.glass", "postlist.glass"}) {
    CAPTURE(table);
    const Sources sources;
    const std::string path = sources.paths()[2] + '/' + table;
    fs::resize_file(path, fs::file_size(path) / 2);
    for (const unsigned threads : {1U, 2U}) CHECK_THROWS_AS(sources.merged(threads), Xapian::Error);
  }
}

TEST_CASE("a version file takes a table over from another", "[indexer][compaction]") {
  const Sources sources;
  const std::string one = test::read_bytes(sources.paths()[0] + "/iamglass");
  const std::string other = test::read_bytes(sources.paths()[1] + "/iamglass");
  const std::string table = "position.glass";
  CHECK(with_table(one, table, one) == one);
  const auto both = with_table(one, table, other);
  REQUIRE(both);
  CHECK(*both != one);
  CHECK(with_table(*both, table, one) == one);
  CHECK(glass_table(*both, table)->free_list == glass_table(other, table)->free_list);
  CHECK(glass_table(*both, "docdata.glass")->free_list ==
        glass_table(one, "docdata.glass")->free_list);
  for (std::size_t length = 0; length < 60; ++length) {
    CHECK_FALSE(with_table(one.substr(0, length), table, other));
    CHECK_FALSE(with_table(one, table, other.substr(0, length)));
  }
  CHECK_FALSE(with_table(one, "other.glass", other));
}
