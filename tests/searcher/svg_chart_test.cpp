// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/svg_chart.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <pugixml.hpp>
#include <string>
#include <vector>

namespace demarche {
namespace {

struct Bar {
  double x, width, y, height;
  std::string title;
};

/// A chart as a parser of XML reads it.
struct Chart {
  pugi::xml_document document;
  explicit Chart(const Timeline& timeline) {
    const std::string svg = svg_chart(timeline);
    REQUIRE(document.load_buffer(svg.data(), svg.size()));
  }
  std::vector<Bar> rects(const std::string& kind) const {
    std::vector<Bar> bars;
    for (const auto& node : document.child("svg").children("rect"))
      if (node.attribute("class").value() == kind)
        bars.push_back({node.attribute("x").as_double(), node.attribute("width").as_double(),
                        node.attribute("y").as_double(), node.attribute("height").as_double(),
                        node.child_value("title")});
    return bars;
  }
  std::vector<std::string> texts(const std::vector<std::string>& kinds) const {
    std::vector<std::string> texts;
    for (const auto& node : document.child("svg").children("text"))
      for (const std::string& kind : kinds)
        if (node.attribute("class").value() == kind) texts.emplace_back(node.child_value());
    return texts;
  }
  std::vector<std::string> wide_labels() const { return texts({"period", "period wide"}); }
  std::vector<std::string> narrow_labels() const { return texts({"period", "period narrow"}); }
};

/// Months from 1950-01 on, or years from 1950 on, of which each seventh has a match.
Timeline long_timeline(Period by, int periods) {
  constexpr int months = 12;
  Timeline timeline{by, {}, {}};
  for (int at = 0; at < periods; ++at)
    timeline.periods.push_back(
        {by == Period::year ? fmt::format("{:04}", 1950 + at)
                            : fmt::format("{:04}-{:02}", 1950 + at / months, at % months + 1),
         at % 7 == 0 ? 1U : 0U, 10, 100'000});
  return timeline;
}

}  // namespace

TEST_CASE("a chart has a bar for each period with statements, as high as its rate", "[html]") {
  const Chart chart({Period::year,
                     {{"2019", 1, 4, 1'000'000},
                      {"2020", 0, 7, 1'000'000},
                      {"2021", 0, 0, 0},
                      {"2022", 0, 0, 0},
                      {"2023", 3, 1000, 1'500'000}},
                     {}});
  const auto bars = chart.rects("bar");
  REQUIRE(bars.size() == 3);
  CHECK(bars[0].title == "2019: 1.00 per million words; 1 of 4 statements");
  CHECK(bars[1].title == "2020: 0.00 per million words; 0 of 7 statements");
  CHECK(bars[2].title == "2023: 2.00 per million words; 3 of 1,000 statements");
  CHECK(bars[0].height == Approx(bars[2].height / 2));
  CHECK(bars[1].height == 0);
  for (const Bar& bar : bars) CHECK(bar.y + bar.height == Approx(212));
  CHECK(bars[1].x - bars[0].x == Approx(20));
  CHECK(bars[2].x - bars[0].x == Approx(80));
  // The run of years without a statement is one band.
  const auto bands = chart.rects("empty");
  REQUIRE(bands.size() == 1);
  CHECK(bands[0].x == Approx(40));
  CHECK(bands[0].width == Approx(40));
  CHECK(bands[0].title == "2021 to 2022: no statement");
}

TEST_CASE("a chart's scale reaches over its highest bar in two to four steps", "[html]") {
  for (const double rate : {0.013, 0.24, 0.25, 1.0, 1.01, 3.0, 7.0, 9.99, 10.0, 2718.87, 1e6}) {
    const auto words = static_cast<std::uint64_t>(std::llround(1e9));
    const auto hits = static_cast<std::uint64_t>(std::llround(rate * 1000));
    const Chart chart({Period::year, {{"2020", hits, hits, words}}, {}});
    const auto lines = chart.texts({"scale"});
    INFO(rate << " " << lines.back());
    CHECK(lines.front() == "0");
    CHECK(lines.size() >= 3);
    CHECK(lines.size() <= 5);
    std::string top_label = lines.back();
    std::erase(top_label, ',');
    const double top = std::stod(top_label);
    const auto bars = chart.rects("bar");
    CHECK(bars[0].height == Approx(200 * rate / top).margin(0.01));
    CHECK(bars[0].height > 100);
    CHECK(bars[0].y >= 12);
  }
}

TEST_CASE("a chart of no match has its scale and no bar to see", "[html]") {
  const Chart chart({Period::year, {{"2020", 0, 3, 100}, {"2021", 0, 0, 0}}, {}});
  CHECK(chart.texts({"scale"}) == std::vector<std::string>{"0", "1"});
  CHECK(chart.rects("bar")[0].height == 0);
}

TEST_CASE("labels below a chart are as many as there is room for, of round periods", "[html]") {
  using Labels = std::vector<std::string>;
  const Chart six(long_timeline(Period::year, 6));
  CHECK(six.wide_labels() == Labels{"1950", "1951", "1952", "1953", "1954", "1955"});
  CHECK(six.narrow_labels() == Labels{"1950", "1952", "1954"});
  const Chart months(long_timeline(Period::month, 900));
  CHECK(months.rects("bar").size() == 900);
  CHECK(months.wide_labels() == Labels{"1950-01", "1960-01", "1970-01", "1980-01", "1990-01",
                                       "2000-01", "2010-01", "2020-01"});
  CHECK(months.narrow_labels() == Labels{"1960-01", "1980-01", "2000-01", "2020-01"});
  for (const Period by : {Period::year, Period::month})
    for (int periods = 1; periods < 400; ++periods) {
      const Chart chart(long_timeline(by, periods));
      INFO(periods);
      REQUIRE(chart.wide_labels().size() <= 12);
      REQUIRE(chart.narrow_labels().size() <= 5);
      REQUIRE_FALSE(chart.wide_labels().empty());
      REQUIRE_FALSE(chart.narrow_labels().empty());
    }
}

TEST_CASE("a bar is never too low to be seen, however high another is", "[html]") {
  const Chart chart(
      {Period::year, {{"2020", 1, 1, 100'000'000}, {"2021", 1000, 1000, 1'000'000}}, {}});
  CHECK(chart.rects("bar")[0].height == 1);
}

TEST_CASE("a summary says which other periods have the highest rate, too", "[html]") {
  CHECK(summary_of({Period::month, {{"2020-01", 2, 2, 1000}, {"2020-02", 2, 3, 1000}}, {}}) ==
        "2 months from 2020-01 to 2020-02. The highest rate is 2,000.00 per million words, in "
        "2020-01 (2 of 2 statements) and in 1 other month.");
  CHECK(summary_of({Period::month, {{"2020-01", 0, 2, 1000}}, {}}) ==
        "2020-01. In 1 month no statement matches.");
  CHECK(summary_of({Period::month, {}, {"", 1, 4, 10}}) ==
        "No statement has a date as precise as a month. The chart lacks 1 match without a date as "
        "precise as a month.");
}

}  // namespace demarche
