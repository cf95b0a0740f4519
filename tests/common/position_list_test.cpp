// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/position_list.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <fstream>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/index/block_sums.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

const std::string table = "position.glass";

GlassTree open_tree(const std::string& database) {
  const Xapian::Database opened(database);
  auto tree = GlassTree::open(database, table, opened.get_uuid(), opened.get_revision());
  REQUIRE(tree);
  return std::move(*tree);
}

std::uint32_t below(std::mt19937& random, std::uint64_t limit) {
  return static_cast<std::uint32_t>(random() % limit);
}

/// Positions drawn by chance: one, few, runs, or so many that they take several pieces.
std::vector<Xapian::termpos> any_positions(std::mt19937& random) {
  std::set<Xapian::termpos> positions;
  const Xapian::termpos begin = below(random, random() % 3 == 0 ? 2'000'000'000 : 300);
  switch (random() % 8) {
    case 0:
      for (Xapian::termpos i = 0; i < 5'000; ++i) positions.insert(begin + i * below(random, 9));
      break;
    case 1:
      for (Xapian::termpos i = 0; i < 2'000; ++i) positions.insert(begin + i);
      break;
    case 2:
      positions.insert(begin);
      break;
    default:
      for (std::uint32_t i = below(random, 40); i <= 40; ++i)
        positions.insert(below(random, 2'000));
  }
  return {positions.begin(), positions.end()};
}

/// A database whose position lists are of every kind, which fill several levels of blocks.
class Lists {
public:
  Lists() : random_(7) {
    Xapian::WritableDatabase database(folder_.path_of("database"), Xapian::DB_CREATE,
                                      int{table_block_bytes});
    for (int i = 0; i < 1'500; ++i) {
      // Numbers of each length that a key has.
      const Xapian::docid document = below(random_, 1ULL << (random_() % 32)) + 1;
      Xapian::Document content;
      for (const std::string& term : terms) {
        if (random_() % 3 == 0) continue;
        for (const Xapian::termpos position : any_positions(random_))
          content.add_posting(term, position);
      }
      database.replace_document(document, content);
      documents.insert(document);
    }
    database.commit();
  }

  std::string path() const { return folder_.path_of("database"); }

  const std::vector<std::string> terms = {
      "a", "ab", std::string("a\0b", 3), std::string("\0", 1), "zeal", std::string(200, 'l')};
  std::set<Xapian::docid> documents;

private:
  test::TemporaryFolder folder_;
  std::mt19937 random_;
};

const Lists& lists() {
  static const Lists lists;
  return lists;
}

std::vector<std::uint64_t> positions_in(const Xapian::Database& database, Xapian::docid document,
                                        const std::string& term) {
  return {database.positionlist_begin(document, term), database.positionlist_end(document, term)};
}

std::vector<std::uint64_t> positions_in(TermPositions& term, Xapian::docid document) {
  std::vector<std::uint64_t> positions;
  PositionList list(term.packed(document));
  for (std::uint64_t at = list.skip_to(0); at != PositionList::beyond; at = list.skip_to(at + 1))
    positions.push_back(at);
  return positions;
}

}  // namespace

TEST_CASE("position lists are those that Xapian reads", "[positions]") {
  const GlassTree tree = open_tree(lists().path());
  const Xapian::Database database(lists().path());
  std::mt19937 random(3);
  std::vector<Xapian::docid> order(lists().documents.begin(), lists().documents.end());
  std::size_t long_lists = 0, none = 0;
  for (const bool in_order : {true, false}) {
    if (!in_order) std::shuffle(order.begin(), order.end(), random);
    for (const std::string& term : lists().terms) {
      TermPositions positions(tree, term);
      for (const Xapian::docid document : order) {
        CAPTURE(term, document);
        const auto expected = positions_in(database, document, term);
        REQUIRE(positions_in(positions, document) == expected);
        long_lists += expected.size() > 3'000 ? 1 : 0;
        none += expected.empty() ? 1 : 0;
        // Once more; and of a document that there is not.
        if (random() % 20 == 0) REQUIRE(positions_in(positions, document) == expected);
        if (!lists().documents.contains(document + 1))
          REQUIRE(positions_in(positions, document + 1).empty());
      }
    }
  }
  CHECK(long_lists > 500);
  CHECK(none > 500);
  TermPositions absent(tree, "absent");
  CHECK(positions_in(absent, order.front()).empty());
}

TEST_CASE("a list is skipped through as it is read", "[positions]") {
  const GlassTree tree = open_tree(lists().path());
  const Xapian::Database database(lists().path());
  std::mt19937 random(4);
  for (const std::string& term : lists().terms) {
    TermPositions positions(tree, term);
    for (const Xapian::docid document : lists().documents) {
      const auto expected = positions_in(database, document, term);
      if (expected.empty()) continue;
      PositionList list(positions.packed(document));
      std::uint64_t least = 0;
      for (auto at = expected.begin(); at != expected.end();) {
        least = std::max<std::uint64_t>(least, *at - std::min<std::uint64_t>(*at, random() % 3));
        CAPTURE(term, document, least);
        at = std::lower_bound(at, expected.end(), least);
        REQUIRE(list.skip_to(least) == (at == expected.end() ? PositionList::beyond : *at));
        least += random() % 2 == 0 ? 1 : random() % 3'000;
      }
    }
  }
}

TEST_CASE("a long run of positions is passed at once", "[positions]") {
  // The last, and no bit but those of the first and the number: all from 0 to 4,294,967,294.
  std::string packed = "\xfe\xff\xff\xff\x0f";
  packed += std::string(4, '\0') + "\xfd\xff\xff\xff";
  PositionList list(packed);
  CHECK(list.skip_to(4'000'000'000) == 4'000'000'000);
  CHECK(list.skip_to(4'294'967'294) == 4'294'967'294);
  CHECK(list.skip_to(4'294'967'295) == PositionList::beyond);
}

TEST_CASE("a table of another database, state or format is not read", "[positions]") {
  test::Archive archive;
  archive.write("a.txt", "The ferry of the pier.\n");
  REQUIRE(archive.index() == 0);
  const std::string database = archive.index_path() + "/db1";
  const Xapian::Database opened(database);
  const std::string uuid = opened.get_uuid();
  const Xapian::rev revision = opened.get_revision();
  CHECK(GlassTree::open(database, table, uuid, revision));
  CHECK_FALSE(GlassTree::open(database, table, uuid, revision + 1));
  CHECK_FALSE(GlassTree::open(database, table, std::string(36, '0'), revision));
  CHECK_FALSE(GlassTree::open(database, "other.glass", uuid, revision));
  CHECK_FALSE(GlassTree::open(archive.index_path() + "/db2", table, uuid, revision));
}

TEST_CASE("a table that is written over says so, and a damaged one that it is", "[positions]") {
  test::TemporaryFolder folder;
  const std::string path = folder.path_of("database");
  const auto write = [&](int round) {
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OPEN, int{table_block_bytes});
    for (unsigned i = 1; i <= 3'000; ++i) {
      Xapian::Document document;
      for (unsigned word = 0; word < 20; ++word)
        document.add_posting(fmt::format("word{}", word), i + word + static_cast<unsigned>(round));
      database.replace_document(i, document);
    }
    database.commit();
  };
  write(0);
  const GlassTree tree = open_tree(path);
  TermPositions old(tree, "word7");
  CHECK_FALSE(old.packed(1).empty());
  for (int round = 1; round < 4; ++round) write(round);
  const auto read_all = [](const GlassTree& from) {
    for (unsigned word = 0; word < 20; ++word) {
      TermPositions positions(from, fmt::format("word{}", word));
      for (unsigned i = 1; i <= 3'000; ++i) positions_in(positions, i);
    }
  };
  CHECK_THROWS_AS(read_all(tree), Xapian::DatabaseModifiedError);

  const GlassTree now = open_tree(path);
  const std::string sound = test::read_bytes(path + '/' + table);
  std::mt19937 random(9);
  std::size_t refused = 0;
  for (int i = 0; i < 100; ++i) {
    std::string bytes = sound;
    const std::size_t block = random() % (bytes.size() / table_block_bytes) * table_block_bytes;
    // What the block's items are told by, or any byte.
    for (int change = 0; change < 20; ++change)
      bytes[block + random() % (change < 10 ? 300 : table_block_bytes)] =
          static_cast<char>(random());
    if (i % 10 == 0) bytes.resize(random() % bytes.size());
    std::ofstream(path + '/' + table, std::ios::binary) << bytes;
    try {
      read_all(now);
    } catch (const Xapian::DatabaseCorruptError&) {
      ++refused;
    } catch (const Xapian::DatabaseModifiedError&) {
      ++refused;
    }
  }
  CHECK(refused > 30);
}
