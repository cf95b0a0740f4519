// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "searcher/option_table.hpp"

namespace demarche {

namespace {

SearcherOptions parsed(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "searcher");
  const auto options = parse_searcher_options(static_cast<int>(arguments.size()), arguments.data());
  REQUIRE(options.has_value());
  return *options;
}

/// What is said of a command line that is refused, with its hint.
std::string refusal(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "searcher");
  try {
    parse_searcher_options(static_cast<int>(arguments.size()), arguments.data());
  } catch (const UsageError& error) {
    CHECK(error.exit_code() == exit_code::failed);
    return error.hint().empty() ? error.what() : std::string(error.what()) + " | " + error.hint();
  }
  return "accepted";
}

const std::string word_hint =
    " | an excluded word goes inside the query, as in 'peace -war', or after --; a value that "
    "begins "
    "with - goes after =, as in --show=-x";

/// The options of an mdoc page as `-d path, --db path`, from its lines `.It Fl …`.
std::set<std::string> options_of_page(const std::string& path) {
  std::ifstream page(path);
  REQUIRE(page.good());
  std::set<std::string> options;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with(".It Fl ")) continue;
    std::istringstream macros(line.substr(4));
    std::string option;
    bool is_optional = false;
    for (std::string word; macros >> word;) {
      if (word == "Fl") {
        option += "-";
      } else if (word == "Ar") {
        option += " ";
      } else if (word == ",") {
        option += ", ";
      } else if (word == "Ns" || word == "=") {
        continue;
      } else if (word == "Op") {
        is_optional = true;
      } else {
        option += word;
      }
    }
    if (is_optional) option.insert(option.find_last_of(' ') + 1, "[=").append("]");
    options.insert(option);
  }
  return options;
}

std::set<std::string> options_of_table() {
  std::set<std::string> options;
  for (const SearcherOptionRow& row : searcher_option_rows()) {
    const std::string argument = row.argument.empty() ? "" : " " + std::string(row.argument);
    std::string option = "--" + std::string(row.name) + argument;
    if (row.letter != 0) option = std::string("-") + row.letter + argument + ", " + option;
    options.insert(option);
  }
  return options;
}

}  // namespace

TEST_CASE("without options the defaults hold") {
  const SearcherOptions options = parsed({"hollow", "promises"});
  CHECK(options.query == "hollow promises");
  CHECK(options.index_paths.size() == 1);
  CHECK_FALSE(options.limit);
  CHECK(options.offset == 0);
  CHECK(options.sort == SortOrder::relevance);
  CHECK(options.format == OutputFormat::text);
  CHECK(options.snippet);
  CHECK(options.snippet_length == 240);
  CHECK_FALSE(options.any);
  CHECK_FALSE(options.show_id.has_value());
}

TEST_CASE("every option reaches its setting, wherever it stands") {
  const SearcherOptions options = parsed({"-d",
                                          "a",
                                          "peace",
                                          "--db=b",
                                          "-n5",
                                          "--offset",
                                          "20",
                                          "--sort=oldest",
                                          "--any",
                                          "-F",
                                          "--exact",
                                          "-fids",
                                          "-0",
                                          "--no-snippet",
                                          "--snippet-length",
                                          "99",
                                          "-qc",
                                          "--explain",
                                          "--score",
                                          "--color",
                                          "never",
                                          "talks"});
  CHECK(options.query == "peace talks");
  CHECK(options.index_paths == std::vector<std::string>{"a", "b"});
  CHECK(options.limit == 5);
  CHECK(options.offset == 20);
  CHECK(options.sort == SortOrder::oldest);
  CHECK(options.any);
  CHECK(options.fixed);
  CHECK(options.exact);
  CHECK(options.format == OutputFormat::ids);
  CHECK(options.null_separated);
  CHECK_FALSE(options.snippet);
  CHECK(options.snippet_length == 99);
  CHECK(options.quiet);
  CHECK(options.count);
  CHECK(options.explain);
  CHECK(options.score);
  CHECK(options.color == ColorChoice::never);
}

TEST_CASE("of an option given twice the last holds") {
  CHECK(parsed({"-n", "5", "--limit=7", "x"}).limit == 7);
  CHECK_FALSE(parsed({"--any", "--all", "x"}).any);
  CHECK(parsed({"-q", "-q", "x"}).quiet);
}

TEST_CASE("after -- everything is the query") {
  CHECK(parsed({"--", "-china", "--any"}).query == "-china --any");
  CHECK(parsed({"peace", "--", "-china"}).query == "peace -china");
  CHECK(parsed({"peace -china"}).query == "peace -china");
  CHECK(parsed({"a", "-", "b"}).query == "a - b");
}

TEST_CASE("the option --show needs no query") {
  const SearcherOptions options = parsed({"--show", "a/b.txt"});
  CHECK(options.show_id == "a/b.txt");
  CHECK(options.query.empty());
  CHECK(parsed({"--show=-odd", "peace"}).show_id == "-odd");
}

TEST_CASE("a word with a minus is not taken for options in silence") {
  CHECK(refusal({"peace", "-china"}) == "'-china' is no option" + word_hint);
  CHECK(refusal({"-war"}) == "'-war' is no option" + word_hint);
  CHECK(refusal({"x", "-democracy"}) == "'-democracy' is no option" + word_hint);
  CHECK(refusal({"x", "-france"}) == "'-france' is no option" + word_hint);
  CHECK(refusal({"x", "-nuclear"}) == "'-nuclear' is no option" + word_hint);
  CHECK(refusal({"x", "-qh"}) == "'-qh' is no option" + word_hint);
  CHECK(refusal({"x", "-5"}) == "'-5' is no option" + word_hint);
  CHECK(refusal({"x", "-qx"}) == "'-qx' is no option" + word_hint);
  CHECK(refusal({"x", "-Türkiye"}) == "'-Türkiye' is no option" + word_hint);
  CHECK(parsed({"x", "-d/a", "-d./b"}).index_paths == std::vector<std::string>{"/a", "./b"});
}

TEST_CASE("what is wrong with a command line is said in words") {
  CHECK(refusal({}) == "no query | searcher --help shows examples");
  CHECK(refusal({" "}) == "no query | searcher --help shows examples");
  CHECK(refusal({"x", "--limt", "5"}) == "'--limt' is no option | did you mean --limit?");
  CHECK(refusal({"x", "--lim", "5"}) == "'--lim' is no option | searcher --help lists them");
  CHECK(refusal({"x", "--frobnicate"}) ==
        "'--frobnicate' is no option | searcher --help lists them");
  CHECK(refusal({"x", "--limit"}) == "--limit needs a value");
  CHECK(refusal({"x", "-n"}) == "--limit needs a value");
  CHECK(refusal({"x", "--limit="}) == "--limit needs a value");
  CHECK(refusal({"x", "--count=3"}) == "--count takes no value");
  CHECK(refusal({"x", "-n", "ten"}) == "--limit takes a whole number from 0 on, not 'ten'");
  CHECK(refusal({"x", "--offset=1.5"}) == "--offset takes a whole number from 0 on, not '1.5'");
  CHECK(refusal({"x", "--offset=-1"}) == "--offset takes a whole number from 0 on, not '-1'");
  CHECK(refusal({"x", "-n", "99999999999999999999"}) ==
        "--limit takes a whole number from 0 on, not '99999999999999999999'");
  CHECK(refusal({"x", "--snippet-length", "3"}) ==
        "--snippet-length takes a whole number from 20 to 100000, not '3'");
  CHECK(refusal({"x", "--sort", "date"}) ==
        "--sort takes one of relevance, newest, oldest, not 'date'");
  CHECK(refusal({"x", "-f", "cvs"}) ==
        "--format takes one of text, json, jsonl, csv, tsv, html, ids, trec, not 'cvs'");
  CHECK(refusal({"x", "--color", "red"}) != "accepted");
  CHECK(refusal({"x", "-0"}) == "--null goes with --format ids only");
  CHECK(refusal({"x", "-0", "-f", "json"}) == "--null goes with --format ids only");
  CHECK(refusal({"--show", "x", "-f", "json"}) == "--show prints text or html");
  CHECK(refusal({"--show", "x", "-c"}) == "--count does not go with --show");
}

TEST_CASE("names of columns stand between commas, where there are columns") {
  CHECK(parsed({"-f", "csv", "--fields=id,Title,field_rank", "x"}).fields ==
        std::vector<std::string>{"id", "Title", "field_rank"});
  CHECK(parsed({"-fjsonl", "--fields", "text", "x"}).fields == std::vector<std::string>{"text"});
  for (const char* list : {"", ",", "id,", ",id", "id,,text"})
    CHECK(refusal({"x", "-f", "csv", (std::string("--fields=") + list).c_str()}) != "accepted");
  CHECK(refusal({"x", "-f", "tsv", "--fields", "id,"}) == "--fields has an empty name: 'id,'");
  for (const char* format : {"text", "ids", "trec"})
    CHECK(refusal({"x", "-f", format, "--fields", "id"}) ==
          "--fields goes with --format json, jsonl, csv or tsv");
  CHECK(refusal({"x", "-f", "csv", "--fields", "id,snippet", "--no-snippet"}) ==
        "--no-snippet does not go with --fields snippet");
}

TEST_CASE("a table for programs is one table") {
  for (const char* format : {"csv", "tsv"}) {
    const std::string one_table =
        "csv and tsv print one table: --facet, --timeline, or --fields and --kwic";
    CHECK(refusal({"x", "-f", format, "--facet", "issuer", "--timeline", "year"}) == one_table);
    CHECK(refusal({"x", "-f", format, "--facet", "issuer", "--fields", "id"}) == one_table);
    CHECK(refusal({"x", "-f", format, "--timeline", "year", "--kwic"}) == one_table);
    CHECK(parsed({"x", "-f", format, "--fields", "id,match", "--kwic"}).kwic);
    CHECK(parsed({"x", "-f", format, "--facet", "issuer", "--facet", "event"}).facets.size() == 2);
  }
  CHECK(parsed({"x", "-f", "jsonl", "--facet", "issuer", "--timeline", "year"}).timeline);
}

TEST_CASE("the option --batch takes the place of a query") {
  const SearcherOptions options = parsed({"--batch", "-", "-j4", "-f", "trec"});
  CHECK(options.batch_file == "-");
  CHECK(options.jobs == 4);
  CHECK(options.format == OutputFormat::trec);
  CHECK(options.query.empty());
  CHECK(parsed({"--batch=q.tsv", "--jobs", "256"}).jobs == 256);
  CHECK(parsed({"--batch=q.tsv"}).jobs >= 1);
  CHECK_FALSE(parsed({"x"}).batch_file.has_value());
  const std::string hint = " | its queries stand in the file, one a line: QID, a tab, the query";
  CHECK(refusal({"--batch", "q", "peace"}) == "--batch takes no query, as 'peace'" + hint);
  CHECK(refusal({"--batch", "q", "-"}) == "--batch takes no query, as '-'" + hint);
  CHECK(refusal({"--batch", "q", "--show", "x"}) == "--show does not go with --batch");
  CHECK(refusal({"x", "--kwic", "-f", "html"}) == "--kwic does not go with --format html");
  CHECK(refusal({"--batch", "q", "-f", "html"}) ==
        "--batch does not go with --format html, which is a page of one query");
  CHECK(refusal({"--batch"}) == "--batch needs a value");
  CHECK(refusal({"x", "-j0"}) == "--jobs takes a whole number from 1 to 256, not '0'");
  CHECK(refusal({"x", "-japan"}) == "'-japan' is no option" + word_hint);
}

TEST_CASE("what is asked about all hits goes with what it goes with") {
  const SearcherOptions options = parsed({"--facet", "issuer", "--facet=lang", "--timeline",
                                          "month", "--kwic", "--kwic-sort", "left", "ferry"});
  CHECK(options.facets == std::vector<std::string>{"issuer", "lang"});
  CHECK(options.timeline == Period::month);
  CHECK(options.kwic);
  CHECK(options.kwic_width == 0);
  CHECK(options.kwic_sort == KwicSort::left);
  CHECK(options.query == "ferry");
  // A word after --kwic is of the query; a width stands behind an equals sign.
  CHECK(parsed({"--kwic", "20"}).query == "20");
  CHECK(parsed({"--kwic=20", "ferry"}).kwic_width == 20);
  CHECK(parsed({"--similar", "a.txt"}).similar_id == "a.txt");
  CHECK(parsed({"--similar", "a.txt", "ferry"}).query == "ferry");
  CHECK(parsed({"--new-since=state", "x"}).seen_file == "state");
  CHECK(refusal({"x", "--kwic=0"}) == "--kwic takes a whole number from 1 to 10000, not '0'");
  CHECK(refusal({"x", "--kwic-sort", "left"}) == "--kwic-sort goes with --kwic only");
  CHECK(refusal({"x", "--kwic", "--kwic-sort", "date", "--sort", "newest"}) ==
        "--sort does not go with --kwic-sort");
  CHECK(refusal({"x", "--kwic", "-f", "ids"}) == "--kwic does not go with ids and trec");
  CHECK(refusal({"x", "--timeline", "day"}) == "--timeline takes one of year, month, not 'day'");
  CHECK(refusal({"--kwic", "--batch", "q"}) == "--kwic does not go with --batch");
  CHECK(refusal({"--show", "a", "--facet", "issuer"}) == "--facet does not go with --show");
  CHECK(refusal({"--diff", "a", "--similar", "b"}) == "--similar does not go with --diff");
  CHECK(refusal({"x", "--new-since", "s", "-n", "3"}) ==
        "--new-since prints all that is new: --limit and --offset do not go with it");
  CHECK(refusal({"x", "--new-since", "s", "--explain"}) ==
        "--new-since does not go with --explain");
  CHECK_THAT(refusal({"--new-since", "s", "--batch", "q"}),
             Catch::StartsWith("--new-since does not go with --batch"));
}

TEST_CASE("a timeout is in seconds and parts of them") {
  CHECK(parsed({"x"}).timeout_ms == 10'000);
  CHECK(parsed({"--timeout", "2.5", "x"}).timeout_ms == 2500);
  CHECK(parsed({"--timeout=.001", "x"}).timeout_ms == 1);
  CHECK(parsed({"--timeout=86400", "x"}).timeout_ms == 86'400'000);
  for (const char* bad : {"0", "-1", "86401", "1e3", "inf", "nan", "2s", "0.0001"}) {
    CHECK(refusal({"x", ("--timeout=" + std::string(bad)).c_str()}) ==
          std::string("--timeout takes a number of seconds from 0.001 to 86400, not '") + bad +
              "'");
  }
  CHECK_FALSE(parsed({"x"}).partial);
  CHECK(parsed({"--partial", "x"}).partial);
}

TEST_CASE("no line of --help is wider than a terminal") {
  std::istringstream lines(searcher_help());
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("searcher(1) lists the options that --help lists, and no others") {
  CHECK(options_of_page(SOURCE_DIR "/searcher/doc/searcher.1") == options_of_table());
}

}  // namespace demarche
