// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/seen_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "tests/support/child.hpp"

using namespace demarche;

TEST_CASE("a key is the first sixteen bytes, or as many as there are") {
  CHECK(key_of("communique") == key_of("communique"));
  CHECK(key_of("communique") != key_of("communiqué"));
  CHECK(key_of("0123456789abcdef, and more") == key_of("0123456789abcdef"));
  CHECK(key_of("0123456789abcdef") != key_of("0123456789abcdeF"));
}

TEST_CASE("keys that were written out are found as those in memory are") {
  const auto most_in_memory = GENERATE(as<std::size_t>{}, 1, 2, 100, 100'000);
  std::mt19937_64 random(most_in_memory);
  const std::array<int, 7> owners{};
  SeenKeys seen(most_in_memory);
  std::map<Key, const void*> expected;
  // Few bytes differ, so that keys come again, and are near to others.
  const auto any_key = [&] { return key_of(fmt::format("TSM/{}", random() % 3000)); };
  for (int i = 0; i < 3000; ++i) {
    const Key key = any_key();
    const void* const owner = &owners[random() % owners.size()];
    seen.add(key, owner);
    expected.emplace(key, owner);
    const Key asked = any_key();
    const auto known = expected.find(asked);
    REQUIRE(seen.contains(asked) == (known != expected.end()));
    if (known != expected.end()) REQUIRE(seen.find(asked) == known->second);
  }
  for (const auto& [key, owner] : expected) REQUIRE(seen.find(key) == owner);
}

TEST_CASE("a table's entries are found however full its pages are") {
  // Three pages with 170 entries each: some run over, the last into the first.
  const auto seed = GENERATE(range(0, 20));
  std::mt19937_64 random(static_cast<std::uint64_t>(seed));
  KeyTable table(127);
  REQUIRE(table.has_room_for(381));
  REQUIRE_FALSE(table.has_room_for(382));
  std::map<Key, const void*> expected;
  const std::array<int, 7> owners{};
  while (expected.size() < 509) {
    std::vector<KeyEntry> entries;
    for (std::uint64_t i = std::min<std::uint64_t>(random() % 200, 509 - expected.size()); i > 0;
         --i) {
      const KeyEntry entry{{random(), random()}, &owners[random() % owners.size()]};
      if (expected.emplace(entry.key, entry.owner).second) entries.push_back(entry);
    }
    table.add(entries);
  }
  KeyTable larger(table.size());
  larger.add(table);
  CHECK(larger.size() == expected.size());
  for (const auto& [key, owner] : expected) {
    REQUIRE(table.find(key) == owner);
    REQUIRE(larger.find(key) == owner);
    REQUIRE_FALSE(table.find({key.first, ~key.second}));
  }
}

TEST_CASE("where keys can't be written out, the folder is named") {
  const auto result = test::run_child([] {
    setenv("TMPDIR", "/proc", 1);  // nobody makes a file there
    SeenKeys seen(1);
    try {
      seen.add(key_of("TSM/1"), nullptr);
    } catch (const IndexError& error) {
      std::fputs(error.what(), stdout);
      return error.exit_code();
    }
    return 0;
  });
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.out, Catch::StartsWith("cannot use a temporary file in /proc: "));
}
