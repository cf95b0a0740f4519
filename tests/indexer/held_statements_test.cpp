// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/held_statements.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace demarche;

namespace {

HeldStatement document(std::uint32_t number) {
  return {fmt::format("tashmar/{}.txt", number), number, number * 7, 0};
}

std::vector<std::pair<Key, std::uint32_t>> keyed(const std::vector<std::uint32_t>& numbers) {
  std::vector<std::pair<Key, std::uint32_t>> documents;
  for (const std::uint32_t number : numbers)
    documents.emplace_back(key_of_id(document(number).id), number);
  return documents;
}

std::vector<std::string> unclaimed_ids(const HeldStatements& held) {
  std::vector<std::string> ids;
  held.for_each_unclaimed([&](const HeldStatement& statement) { ids.push_back(statement.id); });
  CHECK(ids.size() == held.unclaimed());
  return ids;
}

}  // namespace

TEST_CASE("held statements are found by id, and what nobody claimed is left") {
  HeldStatements held(keyed({12, 3, 5}), {{"copy/b", 0, 1, 0}, {"copy/a", 0, 2, 0}}, document);
  CHECK(held.size() == 5);
  REQUIRE(held.find("tashmar/5.txt"));
  CHECK(held.find("tashmar/5.txt")->document == 5);
  CHECK(held.find("tashmar/5.txt")->content == 35);
  CHECK(held.find("copy/a")->content == 2);
  CHECK_FALSE(held.find("tashmar/4.txt"));
  CHECK_FALSE(held.find(""));
  held.claim(document(3));
  held.claim(document(3));
  held.claim({"copy/b", 0, 0, 0});
  held.claim(document(4));  // none of them
  CHECK(unclaimed_ids(held) ==
        std::vector<std::string>{"tashmar/5.txt", "tashmar/12.txt", "copy/a"});
  CHECK(held.find("tashmar/3.txt"));
  CHECK(held.claim_all() == 3);
  CHECK(held.claim_all() == 0);
  CHECK(unclaimed_ids(held).empty());
}

TEST_CASE("a copy with the id of a held document is none") {
  const HeldStatements held(keyed({9}), {{"tashmar/9.txt", 0, 1, 0}}, document);
  CHECK(held.size() == 1);
  CHECK(held.front().document == 9);
  CHECK(held.find("tashmar/9.txt")->document == 9);
}
