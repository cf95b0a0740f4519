// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "common/error.hpp"
#include "indexer/option_table.hpp"
#include "tests/support/child.hpp"

using namespace demarche;

namespace {

using Arguments = std::vector<std::string>;
using Joins = std::vector<std::pair<std::string, std::string>>;

std::optional<IndexerOptions> parse_any(const Arguments& arguments) {
  std::vector<const char*> argv = {"indexer"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  return parse_indexer_options(static_cast<int>(argv.size()), argv.data());
}

/// With an index named, so that the environment is of no account.
IndexerOptions parse(Arguments arguments) {
  arguments.insert(arguments.begin(), {"-d", "index"});
  const auto options = parse_any(arguments);
  REQUIRE(options);
  return *options;
}

/// The error's line and hint, with a bar between; empty where there is none.
std::string error_of(const Arguments& arguments) {
  try {
    parse_any(arguments);
    return {};
  } catch (const UsageError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
}

std::set<std::string> names_in(const std::string& text, const std::regex& pattern) {
  std::set<std::string> names;
  for (auto match = std::sregex_iterator(text.begin(), text.end(), pattern);
       match != std::sregex_iterator(); ++match) {
    names.insert((*match)[1]);
  }
  return names;
}

std::set<std::string> table_names(bool letters) {
  std::set<std::string> names;
  for (const OptionRow& row : indexer_option_table()) {
    if (!letters) names.emplace(row.name);
    if (letters && row.letter != '\0') names.emplace(1, row.letter);
  }
  return names;
}

std::string manual() {
  std::ifstream file(SOURCE_DIR "/indexer/doc/indexer.1");
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("without options every default is filled in", "[options]") {
  const IndexerOptions options = parse({"a", "b"});
  CHECK(options.command == IndexerCommand::index);
  CHECK(options.index_path == "index");
  CHECK(options.paths == Arguments{"a", "b"});
  CHECK(options.set_fields.empty());
  CHECK_FALSE(options.name_pattern);
  CHECK_FALSE(options.metadata_path);
  CHECK(options.join.empty());
  CHECK(options.language == "auto");
  CHECK(options.prune);
  CHECK_FALSE(options.dry_run);
  CHECK_FALSE(options.report_path);
  CHECK_FALSE(options.wait_seconds);
  CHECK_FALSE(options.quiet);
  CHECK(options.progress == ColorChoice::automatic);
  CHECK(options.color == ColorChoice::automatic);
}

TEST_CASE("every option reaches its place", "[options]") {
  const IndexerOptions options = parse({"--set",
                                        "Issuer=Pakistan",
                                        "--set=topic=a=b",
                                        "--name-pattern",
                                        "{year}.txt",
                                        "--metadata",
                                        "t.csv",
                                        "--join",
                                        "year,Issuer=ISO code",
                                        "--language",
                                        "FR-ca",
                                        "--no-prune",
                                        "--dry-run",
                                        "--wait=1.5",
                                        "--report=r.jsonl",
                                        "-q",
                                        "--progress",
                                        "never",
                                        "--color=always",
                                        "path"});
  CHECK(options.set_fields.find("issuer")->second == "Pakistan");
  CHECK(options.set_fields.find("topic")->second == "a=b");
  CHECK(options.name_pattern == "{year}.txt");
  CHECK(options.metadata_path == "t.csv");
  CHECK(options.join == Joins{{"year", "year"}, {"issuer", "ISO code"}});
  CHECK(options.language == "fr-CA");
  CHECK_FALSE(options.prune);
  CHECK(options.dry_run);
  CHECK(options.wait_seconds == 1.5);
  CHECK(options.report_path == "r.jsonl");
  CHECK(options.quiet);
  CHECK(options.progress == ColorChoice::never);
  CHECK(options.color == ColorChoice::always);
  CHECK(options.paths == Arguments{"path"});
}

TEST_CASE("two dashes end the options, and options may follow paths", "[options]") {
  CHECK(parse({"--", "-q", "--set", "--"}).paths == Arguments{"-q", "--set", "--"});
  const IndexerOptions options = parse({"path", "-q"});
  CHECK(options.quiet);
  CHECK(options.paths == Arguments{"path"});
}

TEST_CASE("the option --wait takes its number only after an equals sign", "[options]") {
  CHECK(std::isinf(*parse({"--wait", "5"}).wait_seconds));
  CHECK(parse({"--wait", "5"}).paths == Arguments{"5"});
  CHECK(parse({"--wait", "5", "6", "-q", "7"}).paths == Arguments{"5", "6", "7"});
  CHECK(parse({"--wait", "--", "5"}).paths == Arguments{"5"});
  CHECK(parse({"5", "--wait"}).paths == Arguments{"5"});
  CHECK(parse({"--wait=0", "p"}).wait_seconds == 0);
}

TEST_CASE("the option --stats and --check need no path", "[options]") {
  CHECK(parse({"--stats"}).command == IndexerCommand::stats);
  CHECK(parse({"--check", "-q"}).command == IndexerCommand::check);
}

TEST_CASE("a wrong command line is told what is wrong with it", "[options]") {
  struct Row {
    Arguments arguments;
    std::string message;  ///< stands in the line or its hint
  };
  const auto row = GENERATE(values<Row>({
      {{}, "no PATH to index | indexer --help has examples"},
      {{""}, "a PATH is empty"},
      {{"-", "-"}, "stdin ('-') can be read only once"},
      {{"--input-format", "doc", "p"}, "--input-format: 'doc' is no form"},
      {{"--map", "text", "p"}, "--map: 'text' is no FIELD=COLUMN"},
      {{"--map", "text=a", "--map", "text=b", "p"}, "--map: 'text' is mapped twice"},
      {{"--dry-rum", "p"}, "unknown option '--dry-rum' | did you mean --dry-run?"},
      {{"--name-patern=x", "p"}, "did you mean --name-pattern?"},
      {{"--metdaata", "p"}, "did you mean --metadata?"},
      {{"--lang", "en", "p"}, "did you mean --language?"},
      {{"--xyzzy", "p"}, "unknown option '--xyzzy' | indexer --help lists the options"},
      {{"-x", "p"}, "unknown option '-x' | indexer --help lists the options"},
      {{"--set"}, "'--set' needs a value"},
      {{"--set", "--dry-run", "p"}, "--set: '--dry-run' has no '='"},
      {{"--db="}, "'--db' needs a value"},
      {{"--quiet=yes", "p"}, "'--quiet' takes no value"},
      {{"--set", "issuer", "p"}, "--set: 'issuer' has no '='"},
      {{"--set", "=x", "p"}, "--set: '' is no field name"},
      {{"--set", "a b=x", "p"}, "--set: 'a b' is no field name"},
      {{"--set", "issuer=", "p"}, "--set: 'issuer' is given no value"},
      {{"--set", "issuer= \n", "p"}, "--set: 'issuer' is given no value"},
      {{"--set", "issuer=\xff", "p"}, "--set: the value of 'issuer' is not UTF-8"},
      {{"--set", "a=x", "--set", "A=y", "p"}, "--set: 'a' is set twice"},
      {{"--set", "id=x", "p"}, "--set: 'id' is not a field"},
      {{"--set", "text=x", "p"}, "--set: 'text' is not a field"},
      {{"--set", "date=2025-02-30", "p"}, "--set: '2025-02-30' is no date"},
      {{"--set", "lang=English", "p"}, "--set: 'English' is no language tag"},
      {{"--language", "English", "p"}, "--language: 'English' is no language tag"},
      {{"--name-pattern", "{year", "p"}, "--name-pattern: a brace is not closed"},
      {{"--metadata", "t", "p"}, "--metadata needs --join"},
      {{"--join", "year", "p"}, "--join needs --metadata"},
      {{"--metadata", "t", "--join", "year,", "p"}, "--join: '' is no field name"},
      {{"--metadata", "t", "--join", "year=", "p"}, "--join: 'year=' lacks the column's name"},
      {{"--metadata", "t", "--join", "year,Year=y", "p"}, "--join: 'year' is joined on twice"},
      {{"-d", "a", "--db", "b", "p"}, "--db is given twice"},
      {{"--wait=soon", "p"}, "--wait: 'soon' is no number of seconds"},
      {{"--wait=-1", "p"}, "--wait: '-1' is no number of seconds"},
      {{"--wait=inf", "p"}, "--wait: 'inf' is no number of seconds"},
      {{"--wait=1s", "p"}, "--wait: '1s' is no number of seconds"},
      {{"--color=blue", "p"}, "--color: 'blue' is none of auto, always and never"},
      {{"--progress=", "p"}, "'--progress' needs a value"},
      {{"--stats", "p"}, "--stats takes no PATH, but 'p' is given"},
      {{"--check", "p"}, "--check takes no PATH, but 'p' is given"},
      {{"--stats", "--check"}, "only one of --merge, --stats and --check"},
      {{"--stats", "--no-prune"}, "--no-prune does not go with --stats"},
      {{"--merge"}, "--merge needs the indexes to merge | indexer --db NEW --merge INDEX..."},
      {{"--shard", "5/4", "p"}, "--shard: '5/4' is no share K/N | write the first of four as 1/4"},
      {{"--shard", "0/4", "p"}, "--shard: '0/4' is no share K/N"},
      {{"--shard", "2", "p"}, "--shard: '2' is no share K/N"},
      {{"--shard", "1/4x", "p"}, "--shard: '1/4x' is no share K/N"},
  }));
  CAPTURE(row.arguments);
  CHECK_THAT(error_of(row.arguments), Catch::Contains(row.message));
}

TEST_CASE("an option cannot be abbreviated", "[options]") {
  CHECK_THAT(error_of({"--dry", "p"}), Catch::Contains("did you mean --dry-run?"));
}

TEST_CASE("the option --help and --version go to stdout, and nothing else is done", "[options]") {
  const auto help = test::run_child([] { return parse_any({"--help"}) ? 1 : 0; });
  CHECK(help.exit_code == 0);
  CHECK(help.out == indexer_help());
  CHECK(help.err.empty());
  CHECK(test::run_child([] { return parse_any({"-qh", "p"}) ? 1 : 0; }).out == help.out);

  const auto version = test::run_child([] { return parse_any({"--version"}) ? 1 : 0; });
  CHECK(version.exit_code == 0);
  CHECK_THAT(version.out, Catch::Contains("indexer") && Catch::Contains("Xapian"));
}

TEST_CASE("the option --help fits a terminal and has three examples", "[options]") {
  std::istringstream lines(indexer_help());
  std::size_t examples = 0;
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
    if (line.find("  indexer ") == 0) ++examples;
  }
  CHECK(examples == 3);
}

TEST_CASE("the option --help and the manual name the options of the table, and no others",
          "[options]") {
  const std::string help = indexer_help();
  const std::string options = help.substr(0, help.find("examples:"));
  CHECK(names_in(options, std::regex("\n  (?:-., |    )--([a-z-]+)")) == table_names(false));
  CHECK(names_in(options, std::regex("\n  -(.), ")) == table_names(true));

  const std::string page = manual();
  REQUIRE_FALSE(page.empty());
  const std::string entries = [&] {
    std::string lines;
    std::istringstream source(page);
    for (std::string line; std::getline(source, line);) {
      if (line.find(".It Fl ") == 0) lines += line + '\n';
    }
    return lines;
  }();
  CHECK(names_in(entries, std::regex("Fl -([a-z-]+)")) == table_names(false));
  CHECK(names_in(entries, std::regex("Fl ([a-z])\\b")) == table_names(true));
}
