// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>

#include "searcher/ranking/ranking.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/compiled_query.hpp"

using namespace demarche;

namespace {

/// An index with gaps in its document numbers, merged from pieces.
void fill_with_gaps(test::Archive& archive) {
  for (int i = 0; i < 20; ++i)
    archive.write(fmt::format("{}.txt", i), fmt::format("The ferry of pier {} was late.{}\n", i,
                                                        i == 7 ? " Ferries, ferrymen." : ""));
  IndexerOptions options = archive.indexer_options();
  options.set_fields = {{"issuer", "Tashmar"}};
  REQUIRE(archive.index(options) == 0);
  archive.remove("4.txt");
  // So much that what is new is merged with what there is.
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += fmt::format("Berth{} has its ferry. ", i % 700);
  archive.write("long.txt", text);
  REQUIRE(archive.index(options) == 0);
}

const struct {
  const char* query;
  std::uint64_t hits;
} rows[] = {{"ferry", 20},
            {"ferry OR pier", 20},
            {"pier ferry", 19},
            {"pier NOT ferry", 0},
            {"NOT ferry", 0},
            {"NOT (pier ferry)", 1},
            {"ferry lang:en", 19},
            {"-lang:en", 1},
            {"pier lang:en", 19},
            {"\"the ferry\"", 19},
            {"ferry NEAR/4 late", 19},
            {"ferr*", 20},
            {"ferry -berth5", 19},
            {"lang:en NOT pier", 0},
            {"ferry OR lang:en", 20},
            {"ferry \"the ferry\"", 19},
            {"ferry -date:2024", 20},
            {"ferry issuer:Tashmar", 20},
            {"pier issuer:Tashmar", 19},
            {"pier ferry issuer:Tashmar issuer:Verezan", 19},
            {"(ferr* OR pier) (ferry OR late) issuer:Tashmar", 20},
            {"issuer:Tashmar -issuer:Verezan", 20}};

}  // namespace

TEST_CASE("what all statements have is found in an index with gaps, merged from pieces",
          "[search][all_postings]") {
  test::Archive archive;
  fill_with_gaps(archive);
  for (const auto& row : rows) {
    CAPTURE(row.query);
    CHECK(archive.count(row.query) == row.hits);
    CHECK(archive.find(row.query).size() == row.hits);
    // What a watch asks for.
    const StatementIndex index({archive.index_path()});
    CHECK(ids_of_hits(index.database(), test::compiled_query(index, row.query)).size() == row.hits);
  }
}

TEST_CASE("a server, too, finds what all statements of such an index have, in the same order",
          "[search][all_postings]") {
  test::Archive archive;
  fill_with_gaps(archive);
  StatementIndex server({"prog:xapian-progsrv " + archive.index_path()});
  StatementIndex local({archive.index_path()});
  for (const auto& row : rows) {
    CAPTURE(row.query);
    const SearcherOptions options = archive.searcher_options(row.query);
    const SearchResults found = search(server, options, {false});
    const SearchResults expected = search(local, options, {false});
    CHECK(found.total == row.hits);
    REQUIRE(found.hits.size() == expected.hits.size());
    for (std::size_t i = 0; i < found.hits.size(); ++i) {
      CHECK(found.hits[i].statement.id == expected.hits[i].statement.id);
      CHECK(found.hits[i].score == Approx(expected.hits[i].score));
    }
  }
}
