// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "indexer/readers/office/package.hpp"
#include "tests/support/zip_file.hpp"

using namespace demarche;
using test::zip_file;

namespace {

bool any(std::string_view) { return true; }

}  // namespace

TEST_CASE("a package gives the members that are wanted, and the first of two of one name",
          "[package]") {
  const std::string zip = zip_file({{"a.xml", "A"}, {"b.png", "B"}, {"c.xml", ""}, {"a.xml", "C"}});
  const auto package =
      read_package(zip, [](std::string_view name) { return name.ends_with(".xml"); });
  REQUIRE(package);
  CHECK(*package == Package{{"a.xml", "A"}, {"c.xml", ""}});
}

TEST_CASE("a package that is broken, encrypted or none says so", "[package]") {
  CHECK_THAT(read_package("", any).error(), Catch::StartsWith("broken: "));
  CHECK_THAT(read_package("words", any).error(), Catch::StartsWith("broken: "));
  std::string zip = zip_file({{"a.xml", std::string(5000, 'a') + "b"}});
  for (std::size_t size = 0; size < zip.size(); size += 7) {
    const auto cut = read_package(std::string_view(zip).substr(0, size), any);
    CHECK((!cut || cut->empty() || cut->begin()->second.size() <= 5001));
  }
  CHECK(read_package(zip_file({{"a.xml", "secret"}}, "password"), any).error() == "encrypted");
}

TEST_CASE("a package that unpacks to far more than it holds is refused", "[package]") {
  const std::string zeros(max_package_bytes / 2 + 1, '\0');
  const std::string bomb = zip_file({{"a", zeros}, {"b", zeros}});
  CHECK(bomb.size() < max_package_bytes / 100);
  CHECK(read_package(bomb, any).error() == "unpacks to more than 64 MiB");
  CHECK(read_package(bomb, [](std::string_view name) { return name == "a"; })->size() == 1);
}

TEST_CASE("a package of too many members is refused", "[package][long]") {
  test::Members members;
  for (std::size_t at = 0; at <= max_package_members; ++at)
    members.emplace_back(std::to_string(at), "");
  CHECK(read_package(zip_file(members), any).error() == "more than 20000 members");
}
