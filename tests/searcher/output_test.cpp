// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/output/output.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/sample_results.hpp"

namespace demarche {

namespace {

const std::string match_on = "\x1b[1;31m";
const std::string bold_on = "\x1b[1m";
const std::string dim_on = "\x1b[2m";
const std::string off = "\x1b[0m";

TextStyle style(bool color = false, int columns = 80, bool score = false) {
  return {color, columns, score};
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("a hit reads as a person wants it: title, who and when, snippet, id") {
  CHECK(format_text(sample_results(), style()) ==
        "No more hollow promises\n"
        "  Tashmar · Amina Doré (Foreign Minister) · 2021-11-09 · Straits talks, Verez ·\n"
        "  en\n"
        "  … we have heard hollow promises before; what we ask for is concrete and\n"
        "  verifiable actions, and we shall leave no stone unturned …\n"
        "  id: 2021/tashmar/round-one.txt\n"
        "\n"
        "1 of 1 statement\n");
}

TEST_CASE("with colour the matches stand out, and every line ends plain") {
  SearchResults results = sample_results();
  results.hits[0].snippet = {"a red line here", {{2, 10}}};
  CHECK(format_text(results, style(true, 12)) ==
        bold_on + "No more" + off + "\n" + match_on + "hollow" + off + "\n" + match_on +
            "promises" + off + "\n" + "  " + dim_on + "Tashmar ·" + off + "\n" + "  " + dim_on +
            "Amina Doré" + off + "\n" + "  " + dim_on + "(Foreign" + off + "\n" + "  " + dim_on +
            "Minister)" + off + "\n" + "  " + dim_on + "·" + off + "\n" + "  " + dim_on +
            "2021-11-09" + off + "\n" + "  " + dim_on + "· Straits" + off + "\n" + "  " + dim_on +
            "talks," + off + "\n" + "  " + dim_on + "Verez · en" + off + "\n" + "  a " + match_on +
            "red line" + off + "\n" + "  here\n" + "  " + dim_on +
            "id: 2021/tashmar/round-one.txt" + off + "\n" + "\n" + "1 of 1 statement\n");
}

TEST_CASE("a statement without title is headed by its id, and what lacks leaves no trace") {
  SearchResults results = sample_results();
  results.hits[0].statement.fields = {{"year", "1998"}, {"post", "Envoy"}};
  results.hits[0].snippet = {};
  results.hits[0].title_highlights = {};
  CHECK(format_text(results, style(false, 80, true)) ==
        "2021/tashmar/round-one.txt\n"
        "  Envoy · 1998\n"
        "  id: 2021/tashmar/round-one.txt  score: 12.35\n"
        "\n"
        "1 of 1 statement\n");
}

TEST_CASE("the last line says which hits of how many, and how to go on") {
  SearchResults results = sample_results();
  const auto last_line = [&results] {
    const std::string text = format_text(results, style());
    const std::size_t begin = text.rfind('\n', text.size() - 2) + 1;
    return text.substr(begin);
  };
  results.total = 127;
  CHECK(last_line() == "1 of 127 statements; next page: --offset 1\n");
  results.hits.assign(10, sample_hit());
  for (std::size_t i = 0; i < 10; ++i) results.hits[i].rank = 118 + i;
  results.offset = 117;
  CHECK(last_line() == "118–127 of 127 statements\n");
  results.total = 128;
  CHECK(last_line() == "118–127 of 128 statements; next page: --offset 127\n");
}

TEST_CASE("where nothing is found nothing is printed") {
  SearchResults results = sample_results();
  results.hits.clear();
  CHECK(format_text(results, style()).empty());
  CHECK(format_ids(results, false).empty());
}

TEST_CASE("text without spaces and wide characters wraps within the columns") {
  SearchResults results = sample_results();
  results.hits[0].statement.fields = {{"title", std::string(30, 'x')}};
  results.hits[0].title_highlights = {};
  results.hits[0].snippet = {
      "停火协议停火协议停火 e\u0301e\u0301 か\u3099か\u3099か\u3099か\u3099か\u3099", {}};
  CHECK(format_text(results, style(false, 12)) ==
        "xxxxxxxxxxxx\n"
        "xxxxxxxxxxxx\n"
        "xxxxxx\n"
        "  停火协议停\n"
        "  火协议停火\n"
        "  e\u0301e\u0301 か\u3099か\u3099か\u3099\n"
        "  か\u3099か\u3099\n"
        "  id: 2021/tashmar/round-one.txt\n"
        "\n"
        "1 of 1 statement\n");
}

TEST_CASE("a line may end between a wide character and a word") {
  SearchResults results = sample_results();
  results.hits[0].statement.fields = {{"title", "停火停火abcdef"}};
  results.hits[0].title_highlights = {};
  CHECK(format_text(results, style(false, 10)).starts_with("停火停火\nabcdef\n"));
}

TEST_CASE("a title of any length takes a few lines") {
  SearchResults results = sample_results();
  for (int at = 0; at < 1000; ++at) results.hits[0].statement.fields["title"] += " and so on";
  const std::string text = format_text(results, style());
  CHECK(text.size() < 1000);
  CHECK(holds(text, "\n…\n  Tashmar"));
  CHECK_FALSE(holds(format_text(sample_results(), style()), "\n…"));
}

TEST_CASE("no statement can move the cursor, set a title or turn text about") {
  const std::string hostile = "a\x1b]0;owned\x07 \x9b\u202Ebidi\u2066 \u009b31m \r\b\x7f end";
  SearchResults results = sample_results();
  results.hits = {hostile_hit(hostile)};
  QueryReport query = results.query;
  query.typed = query.understood = hostile;
  query.terms = {{hostile, hostile, 1}};
  query.dropped = query.aliases = query.notes = {hostile};
  const std::vector<Highlight> marks = {{0, 2}, {3, 9}};
  for (const std::string& printed :
       {format_text(results, style()),
        format_statement({true, results.hits[0], marks, {hostile}}, style()),
        format_explain(query, 80)}) {
    for (const std::string_view harm :
         {"\x1b", "\x07", "\x9b", "\r", "\b", "\x7f", "\u202E", "\u2066", "\u009b"}) {
      // The byte 9b alone is harm; as the tail of a longer character it is none.
      if (harm == "\x9b") continue;
      CHECK_FALSE(holds(printed, harm));
    }
    CHECK(holds(printed, "\\x1b]0;owned\\x07"));
  }
  // With colour there are escapes, but only ours.
  const std::string colored = format_text(results, style(true));
  CHECK_FALSE(holds(colored, "\x1b]"));
  CHECK(holds(colored, "\\x1b"));
}

TEST_CASE("highlights beyond the text or out of order do no harm") {
  SearchResults results = sample_results();
  results.hits[0].snippet = {"short text", {{3, 999}, {0, 2}, {500, 600}, {7, 4}}};
  CHECK(holds(format_text(results, style()), "short text"));
  CHECK(holds(format_text(results, style(true)), "text"));
}

TEST_CASE("ids are a line each, or each ended by NUL") {
  SearchResults results = sample_results();
  results.hits.push_back(sample_hit());
  results.hits[1].statement.id = "b c";
  CHECK(format_ids(results, false) == "2021/tashmar/round-one.txt\nb c\n");
  CHECK(format_ids(results, true) == std::string("2021/tashmar/round-one.txt\0b c\0", 31));
}

TEST_CASE("a statement is shown whole, as it was, matches marked by colour only") {
  Hit hit;
  hit.statement.id = "x.txt";
  hit.statement.fields = {{"zeta", "last"}, {"title", "A red line"}, {"issuer", "Verezan"}};
  hit.statement.text = "“One” line\nand a\n\tsecond one";
  hit.title_highlights = {{2, 10}};
  const std::vector<Highlight> marks = {{3, 6}, {14, 24}};
  CHECK(format_statement({true, hit, marks, {}}, style()) ==
        "id: x.txt\ntitle: A red line\nissuer: Verezan\nzeta: last\n\n"
        "“One” line\nand a\n\tsecond one\n");
  const auto label = [](const std::string& name) { return dim_on + name + ":" + off + " "; };
  CHECK(format_statement({true, hit, marks, {}}, style(true)) ==
        label("id") + "x.txt\n" + label("title") + "A " + match_on + "red line" + off + "\n" +
            label("issuer") + "Verezan\n" + label("zeta") + "last\n\n“" + match_on + "One" + off +
            "” line\n" + match_on + "and a" + off + "\n" + match_on + "\tse" + off + "cond one\n");
}

TEST_CASE("the option --explain shows the tree, each term, and what was added and dropped") {
  CHECK(format_explain(sample_results().query, 80) ==
        "typed:      hollow promises ,\n"
        "understood: (hollow AND promises)\n"
        "\n"
        "  typed     understood     statements\n"
        "  hollow    hollow (stem)        1200\n"
        "  promises  promis (stem)           7\n"
        "\n"
        "spellings added:\n"
        "  ceasefire = cease-fire\n"
        "\n"
        "dropped, as no word is in it:\n"
        "  ,\n"
        "\n"
        "notes:\n"
        "  one note\n");
}

TEST_CASE("on a terminal a timeline has bars as long as its rates, where there is room") {
  SearchResults results = sample_results();
  results.timeline = Timeline{Period::year,
                              {{"2019", 4, 8, 1'000'000},
                               {"2020", 2, 8, 1'000'000},
                               {"2021", 0, 0, 0},
                               {"2022", 1, 8, 4'000'000}},
                              {"", 0, 0, 0}};
  TextStyle terminal = style(false, 65);
  const std::string plain = format_tables(results, terminal);
  CHECK_FALSE(holds(plain, "█"));
  terminal.terminal = true;
  const std::string text = format_tables(results, terminal);
  INFO(text);
  CHECK(holds(text, "4.00  ████████\n"));
  CHECK(holds(text, "2.00  ████\n"));
  CHECK(holds(text, "0.25  ▌\n"));
  CHECK(holds(text, "  -\n"));
  terminal.columns = 64;
  CHECK(format_tables(results, terminal) == plain);
}

TEST_CASE("no word form is lost or cut where --explain has narrow lines") {
  QueryReport query;
  query.terms = {{"goes", "goes (go, goes, going, gone, went, wends and wended)", 12},
                 {"a", "", 3}};
  CHECK_THAT(format_explain(query, 44),
             Catch::Contains("  typed  understood              statements\n"
                             "  goes   goes (go, goes, going,          12\n"
                             "         gone, went, wends and\n"
                             "         wended)\n"
                             "  a                                       3\n"));
}

}  // namespace demarche
