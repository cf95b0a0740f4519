// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/excerpt.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/hit_maker.hpp"
#include "searcher/query/compiler.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/understood_query.hpp"
#include "tests/support/archive.hpp"

using namespace demarche;

namespace {

/// The snippet by a reading of the whole text, without positions of the index
/// and without landmarks.
Snippet snippet_of_whole(const std::vector<QueryLeaf>& leaves, const Statement& statement,
                         std::size_t length) {
  const std::string& text = statement.text;
  const MatchedText matched = Matcher(leaves, {}).read(text, 0, statement.field("language"));
  std::vector<Match> matches = matched.matches;
  std::stable_sort(matches.begin(), matches.end(),
                   [](const Match& a, const Match& b) { return a.position < b.position; });
  return *make_snippet(text, {0, text.size(), 0}, matched, best_place(matches, length), length);
}

/// Long statements: several of the corpus in one, in other orders.
void write_long_statements(test::Archive& archive) {
  const auto files = test::files_below(SOURCE_DIR "/corpus/statements");
  std::size_t written = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::string text = "Title: cease-fire and rivers, " + std::to_string(i) + "\n\n";
    for (std::size_t j = 0; j < 6; ++j) {
      const std::string bytes = test::read_bytes(files[(i + j * 7) % files.size()]);
      text += bytes.substr(std::min(bytes.find("\n\n"), bytes.size())) + "\n\n";
    }
    if (text.find('\0') != std::string::npos) continue;
    // The best place among the shortest of words, in some.
    if (written % 4 == 1) {
      for (std::size_t j = 0; j < 500 + i; ++j) text += "it is so ";
      text += "gauge river gauge verification gauge gauge river.\n\n";
    }
    // Much that is no word before the first, in some.
    if (written % 3 == 0)
      text.insert(text.find("\n\n") + 2, std::string(i * 90, ' ') + "* * *\n____\n\n");
    archive.write(std::to_string(i) + ".txt", text);
    ++written;
  }
}

}  // namespace

TEST_CASE("a snippet cut by the index's positions is that of the whole text", "[excerpt][law]") {
  test::Archive archive;
  write_long_statements(archive);
  REQUIRE(archive.index() != 2);
  std::size_t compared = 0;
  for (const char* query :
       {"verification", "cease-fire", "ceasefire", "\"durable settlement\"", "river* gauge", "WHO",
        "commission OR crossing", "lang:en", "note -river", "\"not one drop withheld\"",
        "déclaration", "вода", "=gauge", "title:rivers", "gauges statement early", "con* NOT river",
        "river NEAR/60 gauge", "the ADJ/99 \"durable settlement\"", "\"water the of\"~30"}) {
    for (const std::size_t length :
         {std::size_t{40}, std::size_t{240}, std::size_t{1000}, std::size_t{3000}}) {
      SearcherOptions options = archive.searcher_options(query);
      options.snippet_length = length;
      options.limit = 0;
      StatementIndex index(options.index_paths);
      const auto leaves = leaves_of(compile_query(parse_query(query, {index.user_fields(), false}),
                                                  query, {false, false}, index));
      for (const Hit& hit : search(index, options, {true, false}).hits) {
        SearcherOptions show_options = archive.searcher_options("");
        show_options.show_id = hit.statement.id;
        const Snippet whole =
            snippet_of_whole(leaves, show(index, show_options).hit.statement, length);
        CAPTURE(query, length, hit.statement.id);
        REQUIRE(hit.snippet.text == whole.text);
        REQUIRE(hit.snippet.highlights == whole.highlights);
        ++compared;
      }
    }
  }
  CHECK(compared > 300);
}

TEST_CASE("the best place has most of the query's leaves, then most matches, then is first",
          "[excerpt]") {
  const auto match = [](std::size_t leaf, std::uint32_t position) {
    return Match{0, 0, leaf, position, 1};
  };
  const auto place = [](const std::vector<Match>& matches) {
    const PositionSpan span = best_place(matches, 60);  // ten words or so
    return std::pair{span.begin, span.end};
  };
  CHECK(place({}) == std::pair{0U, 0U});
  CHECK(place({match(0, 5)}) == std::pair{5U, 6U});
  CHECK(place({match(0, 5), match(0, 8), match(0, 100), match(1, 105)}) == std::pair{100U, 106U});
  CHECK(place({match(0, 5), match(0, 100), match(0, 105)}) == std::pair{100U, 106U});
  CHECK(place({match(0, 5), match(0, 100)}) == std::pair{5U, 6U});
  CHECK(place({match(0, 5), match(1, 15)}) == std::pair{5U, 6U});
}
