// SPDX-License-Identifier: GPL-2.0-or-later
// However hits are counted, the number is one.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/support/sample_queries.hpp"

using namespace demarche;
using test::sample_options;
using test::search_sample;

namespace {

std::uint64_t sum(const Facet& facet) {
  std::uint64_t total = facet.without;
  for (const FacetValue& value : facet.values) total += value.statements;
  return total;
}

std::uint64_t sum(const Timeline& timeline) {
  std::uint64_t total = timeline.undated.statements;
  for (const PeriodCount& period : timeline.periods) total += period.statements;
  return total;
}

std::uint64_t count_of(SearcherOptions options, const std::string& query) {
  options.query = query;
  return search_sample(options, {false, false}).total;
}

const std::vector<std::string> faceted = {"issuer", "language", "place", "year", "speaker"};

/// All the ways in which the hits of a query are counted, with what counted so.
std::map<std::string, std::uint64_t> totals(SearcherOptions options) {
  std::map<std::string, std::uint64_t> found;
  found["count"] = count_of(options, options.query);
  options.facets = faceted;
  options.timeline = Period::month;
  std::set<std::string> ids;
  SearchScope scope;
  scope.tables = true;
  scope.occurrences = [&](const Occurrence& occurrence) { ids.insert(occurrence.statement->id); };
  const SearchResults results = search_sample(options, scope);
  found["total"] = results.total;
  found["hits"] = results.hits.size();
  for (const Facet& facet : results.facets) found["facet " + facet.field] = sum(facet);
  found["months"] = sum(*results.timeline);
  options.timeline = Period::year;
  found["years"] = sum(*search_sample(options, scope).timeline);
  found["concordance"] = ids.size() + results.concordance->without;
  CHECK(results.concordance->statements == ids.size());
  return found;
}

std::set<std::uint64_t> numbers(const std::map<std::string, std::uint64_t>& totals) {
  std::set<std::uint64_t> numbers;
  for (const auto& [way, number] : totals) numbers.insert(number);
  return numbers;
}

}  // namespace

TEST_CASE("count, total, ids, facets, timelines and concordance of a random query agree",
          "[laws][totals]") {
  std::mt19937 random(23);
  const std::vector<std::string> words = test::sample_words();
  std::size_t found = 0;
  for (int i = 0; i < 200; ++i) {
    SearcherOptions options = sample_options(test::random_query(random, words));
    options.any = random() % 4 == 0;
    options.exact = random() % 4 == 0;
    const auto all = totals(options);
    INFO(options.query << ": " << Catch::StringMaker<decltype(all)>::convert(all));
    CHECK(numbers(all).size() == 1);
    found += all.at("count");
    // Control: had one hit been lost somewhere, this would tell.
    auto lossy = all;
    if (lossy["months"] > 0) {
      --lossy["months"];
      CHECK(numbers(lossy).size() == 2);
    }
  }
  CHECK(found > 500);
}

TEST_CASE("a page is the same whether its hits are counted or not", "[laws][totals]") {
  std::mt19937 random(31);
  const std::vector<std::string> words = test::sample_words();
  std::size_t found = 0, uncounted = 0;
  for (int i = 0; i < 300; ++i) {
    SearcherOptions options = sample_options(test::random_query(random, words));
    options.any = random() % 2 == 0;
    options.sort = std::vector{SortOrder::relevance, SortOrder::newest}[random() % 2];
    options.limit = random() % 12;
    options.offset = random() % 4 * 5;
    SearchScope scope;
    const SearchResults counted = search_sample(options, scope);
    scope.total = false;
    const SearchResults page = search_sample(options, scope);
    INFO(options.query << ", " << *options.limit << " from " << options.offset);
    REQUIRE(page.hits.size() == counted.hits.size());
    for (std::size_t hit = 0; hit < page.hits.size(); ++hit) {
      CHECK(page.hits[hit].statement.id == counted.hits[hit].statement.id);
      CHECK(page.hits[hit].rank == counted.hits[hit].rank);
      CHECK(page.hits[hit].score == Approx(counted.hits[hit].score));
    }
    CHECK((page.total > 0) == (counted.total > 0));
    if (page.hits.empty()) CHECK(page.total == counted.total);
    scope.hits = false;
    CHECK((search_sample(options, scope).total > 0) == (counted.total > 0));
    found += page.hits.size();
    uncounted += page.total < counted.total ? 1 : 0;
  }
  CHECK(found > 500);
  CHECK(uncounted > 10);  // else nothing was spared
}

TEST_CASE("a row of a facet or a timeline is the count of the query with that filter",
          "[laws][totals]") {
  std::mt19937 random(29);
  const std::vector<std::string> words = test::sample_words();
  std::size_t compared = 0;
  for (int i = 0; i < 30; ++i) {
    SearcherOptions options =
        sample_options(words[random() % words.size()] + " OR " + words[random() % words.size()]);
    options.aliases = false;
    options.facets = {"issuer", "language", "place", "year", "event"};
    options.timeline = i % 2 == 0 ? Period::year : Period::month;
    SearchScope scope{false};
    scope.tables = true;
    const SearchResults results = search_sample(options, scope);
    const std::string query = "(" + options.query + ") ";
    const auto compare = [&](const std::string& filter, std::uint64_t statements) {
      INFO(query + filter);
      CHECK(count_of(options, query + filter) == statements);
      ++compared;
    };
    for (const Facet& facet : results.facets) {
      for (const FacetValue& value : facet.values)
        compare(facet.field + ":\"" + value.value + "\"", value.statements);
    }
    for (const PeriodCount& period : results.timeline->periods) {
      if (period.statements > 0 || random() % 10 == 0)
        compare("date:" + period.period, period.statements);
    }
  }
  CHECK(compared > 300);
}

TEST_CASE("the words of a period are those of its statements that the filters select",
          "[laws][totals]") {
  for (const std::string filters : {"", " since:2022-03", " lang:en -date:2023"}) {
    SearcherOptions options = sample_options("treaty" + filters);
    options.timeline = Period::year;
    SearchScope scope{false};
    scope.tables = true;
    const Timeline timeline = *search_sample(options, scope).timeline;
    // What is selected, counted word by word.
    SearcherOptions selected = sample_options("NOT zzzz" + filters);
    std::map<std::string, std::uint64_t> words, statements;
    StatementIndex index(selected.index_paths);
    for (const Hit& hit : search_sample(selected, {true, true}).hits) {
      SearcherOptions one = sample_options({});
      one.show_id = hit.statement.id;
      const Statement statement = show(index, one).hit.statement;
      std::string period(statement.field("date").substr(0, 4));
      if (period.empty()) period = statement.field("year");
      words[period] += test::words_of(statement.text).size() +
                       test::words_of(std::string(statement.field("title"))).size();
      ++statements[period];
    }
    REQUIRE(!timeline.periods.empty());
    INFO(options.query);
    CHECK(timeline.undated.words == words[""]);
    for (const PeriodCount& period : timeline.periods) {
      INFO(period.period);
      CHECK(period.words == words[period.period]);
      CHECK(period.all == statements[period.period]);
      if (period.words > 0)
        CHECK(*period.per_million() == Approx(static_cast<double>(period.statements) * 1e6 /
                                              static_cast<double>(period.words)));
    }
  }
}

TEST_CASE("a date that is less precise than a period is of none", "[laws][totals]") {
  SearcherOptions options = sample_options("NOT zzzz");
  SearchScope scope{false};
  scope.tables = true;
  const auto dated = [&](Period by) {
    options.timeline = by;
    const Timeline timeline = *search_sample(options, scope).timeline;
    std::uint64_t statements = 0;
    for (const PeriodCount& period : timeline.periods) {
      statements += period.statements;
      CHECK(period.period.size() == (by == Period::year ? 4U : 7U));
    }
    // Without a gap.
    if (by == Period::year)
      CHECK(std::stoul(timeline.periods.back().period) -
                std::stoul(timeline.periods.front().period) + 1 ==
            timeline.periods.size());
    return statements;
  };
  CHECK(dated(Period::month) < dated(Period::year));
}
