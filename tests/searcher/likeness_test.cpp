// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/likeness.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "searcher/search.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/sample_queries.hpp"

using namespace demarche;

namespace {

std::vector<std::string> similar(const std::string& index_path, const std::string& id,
                                 const std::string& query = {}) {
  SearcherOptions options;
  options.similar_id = id;
  options.query = query;
  options.limit = 0;
  StatementIndex index({index_path});
  const SearchResults results = search(index, options, {});
  std::vector<std::string> ids;
  for (const Hit& hit : results.hits) ids.push_back(hit.statement.id);
  CHECK(results.total == ids.size());
  CHECK(search(index, options, {false, false}).total == ids.size());
  return ids;
}

}  // namespace

TEST_CASE("the statement most like another is the one that shares its rare words", "[similar]") {
  test::Archive archive;
  archive.write("a.txt", "The ferry at Kelmarn was impounded by the harbour tribunal on Monday.");
  archive.write("b.txt",
                "A harbour tribunal released the impounded ferry, which had left Kelmarn.");
  archive.write("c.txt", "The ferry was late on Monday.");
  archive.write("d.txt", "The minister spoke on the budget at length.");
  archive.write("e.txt", "The delegates met on the island and spoke of fish.");
  archive.write("f.txt", "Nothing was agreed by the delegates.");
  REQUIRE(archive.index() == 0);
  const auto found = similar(archive.index_path(), "a.txt");
  REQUIRE(found.size() >= 2);
  CHECK(found[0] == "b.txt");
  CHECK(found[1] == "c.txt");
  CHECK(std::count(found.begin(), found.end(), "a.txt") == 0);
  // The other way, too; and only what answers the query.
  CHECK(similar(archive.index_path(), "b.txt").front() == "a.txt");
  CHECK(similar(archive.index_path(), "a.txt", "late") == std::vector<std::string>{"c.txt"});
  CHECK(similar(archive.index_path(), "a.txt", "-tribunal") == std::vector<std::string>{"c.txt"});
}

TEST_CASE("no statement is like itself, nor its copy", "[similar]") {
  test::Archive archive;
  archive.write("a.txt", "The ferry at Kelmarn was impounded.");
  archive.write("copy.txt", "The ferry at Kelmarn was impounded.");
  archive.write("b.txt", "The ferry at Kelmarn was released.");
  archive.write("c.txt", "Nothing of the kind.");
  archive.write("d.txt", "Something else.");
  archive.write("e.txt", "More of it.");
  REQUIRE(archive.index() == 0);
  CHECK(similar(archive.index_path(), "a.txt") == std::vector<std::string>{"b.txt"});
  CHECK(similar(archive.index_path(), "copy.txt") == std::vector<std::string>{"b.txt"});
}

TEST_CASE("that nothing is like a statement has its reason", "[similar]") {
  StatementIndex index({test::sample_options({}).index_paths});
  const CompiledQuery none = likeness_to(index, "no/such.txt");
  CHECK(none.doubts == std::vector<std::string>{"no statement has the id no/such.txt"});
  test::Archive archive;
  archive.write("a.txt", "unheard");
  archive.write("b.txt", "unseen");
  REQUIRE(archive.index() == 0);
  StatementIndex strange({archive.index_path()});
  CHECK(likeness_to(strange, "a.txt").doubts ==
        std::vector<std::string>{"no other statement has a word that tells a.txt from others"});
}

TEST_CASE("every statement that is like one has a word that is said to tell it", "[similar]") {
  for (const Statement& statement : test::sample_statements()) {
    SearcherOptions options = test::sample_options({});
    options.similar_id = statement.id;
    const SearchResults results = test::search_sample(options, {true, true});
    INFO(statement.id);
    CHECK(results.query.terms.size() <= max_telling_words);
    std::set<std::string> any;
    for (const ExplainedTerm& term : results.query.terms)
      for (const Hit& hit : test::search_sample(test::sample_options("=" + term.typed)).hits)
        any.insert(hit.statement.id);
    any.erase(statement.id);
    std::set<std::string> found;
    for (const Hit& hit : results.hits) found.insert(hit.statement.id);
    // Which finds hyphenated spellings, too.
    CHECK(std::includes(any.begin(), any.end(), found.begin(), found.end()));
    CHECK(found.empty() == any.empty());
  }
}
