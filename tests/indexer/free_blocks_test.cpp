// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <fstream>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/index/block_check.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/glass_version.hpp"
#include "common/index/packed.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

/// Statements whose words are drawn by chance, which change by chance.
class Changes {
public:
  Changes() {
    for (int i = 0; i < 400; ++i) write(i);
    REQUIRE(archive.index() == 0);
  }

  void write(int number) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += fmt::format("word{} ", random_() % 3000);
    archive.write(fmt::format("{}.txt", number), text);
  }
  void update() {
    for (int i = 0; i < 5; ++i) write(static_cast<int>(random_() % 500));
    REQUIRE(archive.index() == 0);
  }
  std::string database() const { return archive.index_path() + "/db1"; }
  BlockSums sums() const { return read_sums(database() + "/checksums").value(); }

  test::Archive archive;

private:
  std::mt19937 random_{20};
};

/// A table of ten blocks of nothing but a list of free ones.
class MadeTable {
public:
  /// A block of the list that ends with these numbers, and names the next.
  void set_list(std::size_t block, const std::vector<std::uint32_t>& numbers, std::uint32_t next) {
    std::string bytes(table_block_bytes - 4 * (numbers.size() + 1), '\0');
    bytes[4] = '\xfe';
    for (const std::uint32_t number : numbers) add(bytes, number);
    add(bytes, next);
    // At its beginning, too.
    if (numbers.size() == 1) bytes.replace(8, 4, bytes, bytes.size() - 8, 4);
    bytes_.replace(block * table_block_bytes, table_block_bytes, bytes);
  }
  void cut_off(std::size_t block) { bytes_.resize(block * table_block_bytes + 6); }

  using Place = std::pair<std::uint64_t, std::uint64_t>;  ///< a block, and a byte of it
  std::optional<std::vector<std::uint32_t>> free(Place begin, Place end, std::uint64_t used = 10) {
    std::string list;
    for (const std::uint64_t number :
         {std::uint64_t{1}, used, begin.first, begin.second / 4, end.first, end.second / 4})
      put_number(list, number);
    std::string version = "\x0f\x0dXapian Glass\x04\x6e" + std::string(16, 'u');
    put_number(version, 1);
    for (const unsigned number : {0U, 0U, 0U, 4U, 0U}) put_number(version, number);
    put_text(version, list);
    folder_.write("postlist.glass", bytes_);
    return free_blocks(BlockFile(folder_.path(), "postlist.glass"), version, "postlist.glass");
  }

private:
  static void add(std::string& bytes, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift);
  }

  test::TemporaryFolder folder_;
  std::string bytes_ = std::string(10 * table_block_bytes, '\0');
};

}  // namespace

TEST_CASE("a commit writes over no block but those that were free", "[indexer][checksums]") {
  Changes changes;
  std::size_t changed = 0, blocks = 0, free_blocks = 0;
  for (int round = 0; round < 12; ++round) {
    const BlockSums before = changes.sums();
    changes.update();
    const BlockSums after = changes.sums();
    REQUIRE(after.revision == before.revision + 1);
    // Each byte is compared: what was not read again would be damage.
    CHECK(check_blocks(changes.database()).damage.empty());
    for (const auto& [name, file] : before.files) {
      if (!is_table(name)) continue;
      CAPTURE(round, name);
      REQUIRE(file.free);
      CHECK(std::is_sorted(file.free->begin(), file.free->end()));
      blocks += file.blocks.size();
      free_blocks += file.free->size();
      const FileSums& now = after.files.at(name);
      for (std::size_t i = 0; i < file.blocks.size(); ++i) {
        if (now.blocks[i] == file.blocks[i]) continue;
        ++changed;
        CHECK(std::binary_search(file.free->begin(), file.free->end(), i));
      }
    }
  }
  // Control: there were blocks written over, and many that need not be asked.
  CHECK(changed > 100);
  CHECK(free_blocks < blocks / 2);
}

TEST_CASE("checksums made without knowing what was free are the same", "[indexer][checksums]") {
  Changes changes;
  changes.update();
  BlockSums before = changes.sums();
  for (auto& [name, file] : before.files) file.free.reset();
  changes.archive.write("new.txt", "a word of its own\n");
  std::ofstream(changes.database() + "/checksums", std::ios::binary) << encode_sums(before);
  REQUIRE(changes.archive.index() == 0);
  CHECK(check_blocks(changes.database()).damage.empty());
  CHECK(changes.sums().files.at("position.glass").free);
}

TEST_CASE("a version file of another format, or cut off, tells nothing of a table",
          "[indexer][checksums]") {
  Changes changes;
  for (int round = 0; round < 3; ++round) changes.update();
  const std::string table = "position.glass";
  const std::string bytes = test::read_bytes(changes.database() + "/iamglass");
  CHECK(free_blocks(BlockFile(changes.database(), table), bytes, table)->size() > 3);
  CHECK(glass_table(bytes, table)->block_bytes == table_block_bytes);
  CHECK_FALSE(glass_table(bytes, "other.glass"));
  for (std::size_t length = 0; length < 60; ++length)
    CHECK_FALSE(glass_table(bytes.substr(0, length), table));
  std::string other = bytes;
  other[15] ^= 1;  // the version of the format
  CHECK_FALSE(glass_table(other, table));
}

TEST_CASE("a list of free blocks goes on in another of its blocks", "[indexer][checksums]") {
  MadeTable made;
  // The numbers of each of its blocks, and where it goes on.
  made.set_list(1, {7, 9}, 4);
  made.set_list(4, {3}, 0);
  constexpr std::uint64_t last_two = table_block_bytes - 12;
  CHECK(made.free({1, last_two}, {4, 12}) == std::vector<std::uint32_t>{1, 3, 4, 7, 9});
  CHECK(made.free({1, last_two + 4}, {4, 8}) == std::vector<std::uint32_t>{1, 4, 9});
  CHECK(made.free({4, 8}, {4, 12}) == std::vector<std::uint32_t>{3, 4});
  CHECK(made.free({0, 0}, {0, 0})->empty());
  // What stands behind the last that is used is free.
  CHECK(made.free({4, 8}, {4, 8}, 9) == std::vector<std::uint32_t>{4, 9});
  // Control: each of these is damaged.
  CHECK_FALSE(made.free({1, last_two}, {5, 12}));
  CHECK_FALSE(made.free({2, 8}, {2, 12}));
  CHECK_FALSE(made.free({4, 12}, {4, 8}));
  CHECK_FALSE(made.free({4, 8}, {4, table_block_bytes}));
  CHECK_FALSE(made.free({4, 4}, {4, 12}));
  CHECK_FALSE(made.free({10, 8}, {10, 12}));
  made.set_list(4, {3}, 1);
  CHECK_FALSE(made.free({1, 8}, {5, 12}));
  made.cut_off(4);
  CHECK_FALSE(made.free({4, 8}, {4, 12}));
}
