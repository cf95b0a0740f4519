// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/config.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

IndexerOptions read(const test::TemporaryFolder& folder, const std::string& text) {
  IndexerOptions options;
  read_config(folder.write("config", text), options);
  return options;
}

std::string error_of(const std::string& text) {
  const test::TemporaryFolder folder;
  try {
    read(folder, text);
  } catch (const UsageError& error) {
    const std::string what = error.what();
    return what.substr(what.find("config, ") + 8) +
           (error.hint().empty() ? "" : " | " + error.hint());
  }
  return "no error";
}

}  // namespace

TEST_CASE("a configuration names corpora, each with its settings", "[config]") {
  const test::TemporaryFolder folder;
  const IndexerOptions options = read(folder, R"(
jobs = 3
keep-versions = true
no-prune = false

[corpus.talks]
paths = ["talks", "/archive/talks"]
name-pattern = "{issuer}_{year}.txt"
metadata = "speakers.csv"
join = ["issuer=iso", "year"]
language = "en"

[corpus.rows]
paths = "rows.csv"
input-format = "csv"
set = { issuer = "Verezan", session = 12 }
map = { text = "body_html", speaker = "/author/name" }
)");
  CHECK(options.jobs == 3);
  CHECK(options.keep_versions);
  CHECK_FALSE(options.keep_duplicates);
  CHECK(options.prune);
  REQUIRE(options.corpora.size() == 2);
  const CorpusOptions& rows = options.corpora[0];
  CHECK(rows.paths == std::vector<std::string>{folder.path_of("rows.csv")});
  CHECK(rows.input_format == Form::csv);
  CHECK(rows.set_fields.at("issuer") == "Verezan");
  CHECK(rows.set_fields.at("session") == "12");
  CHECK(rows.record_mapping == RecordMapping{{"speaker", "/author/name"}, {"text", "body_html"}});
  const CorpusOptions& talks = options.corpora[1];
  CHECK(talks.paths == std::vector<std::string>{folder.path_of("talks"), "/archive/talks"});
  CHECK(talks.name_pattern == "{issuer}_{year}.txt");
  CHECK(talks.metadata_path == folder.path_of("speakers.csv"));
  CHECK(talks.join ==
        std::vector<std::pair<std::string, std::string>>{{"issuer", "iso"}, {"year", "year"}});
  CHECK(talks.language == "en");
  CHECK(read(folder, "").corpora.empty());
}

TEST_CASE("what a configuration gets wrong is named with its line", "[config]") {
  CHECK(error_of("\njobs = 0\n") == "line 2: jobs: '0' is no number from 1 to 256");
  CHECK(error_of("keep-version = true") ==
        "line 1: unknown setting 'keep-version' | did you mean keep-versions?");
  CHECK(error_of("keep-versions = \"yes\"") == "line 1: 'keep-versions' is true or false");
  CHECK(error_of("db = \"x\"").starts_with("line 1: unknown setting 'db' | there are jobs, "));
  CHECK(error_of("corpus = 3") == "line 1: 'corpus' is no table | write [corpus.NAME]");
  CHECK(error_of("[corpus]\na = 1") == "line 2: 'a' is no corpus | write [corpus.a]");
  CHECK(error_of("[corpus.a]\nlanguage = \"en\"") == "line 1: a corpus has no 'paths'");
  CHECK(error_of("[corpus.a]\npath = \"x\"") ==
        "line 2: unknown setting 'path' | did you mean paths?");
  CHECK(error_of("[corpus.a]\npaths = \"-\"") == "line 2: standard input is no path of a corpus");
  for (const char* const path : {"", "a\\u0000b"})
    CHECK(error_of("[corpus.a]\npaths = \"" + std::string(path) + '"') ==
          "line 2: a path is empty, or has a NUL in it");
  CHECK(error_of("[corpus.a]\npaths = \"x\"\nmetadata = \"t.csv\"") ==
        "line 1: 'metadata' and 'join' go together");
  CHECK(error_of("[corpus.a]\npaths = \"x\"\nset = \"issuer=a\"").starts_with("line 3: "));
  CHECK(error_of("[corpus.a]\npaths = \"x\"\nlanguage = [\"en\", \"fr\"]") ==
        "line 3: 'language' has one value");
  CHECK(error_of("[corpus.a]\npaths = 1.5").starts_with("line 2: a value is neither a text"));
  CHECK(error_of("[corpus.a").starts_with("line 1: "));
  CHECK(error_of(std::string("a = \"\0\"", 7)).starts_with("line 1: "));
  IndexerOptions options;
  CHECK_THROWS_AS(parse_config("jobs = 3\n[]x", "config", options), UsageError);
  CHECK_THROWS_AS(parse_config("a = " + std::string(100'000, '['), "config", options), UsageError);
  // The parser would read beyond the text.
  CHECK_THROWS_WITH(parse_config("paths = '''\xa7''' # much more text", "config", options),
                    "config is not UTF-8");
  CHECK_THROWS_AS(read_config("/nowhere/config", options), UsageError);
}

TEST_CASE("without a PATH the corpora of the configuration are brought up to date",
          "[config][cli]") {
  const std::string indexer = BINARY_DIR "/indexer/indexer";
  const test::TemporaryFolder folder;
  folder.write("talks/verezan_2020.txt", "On rivers.");
  folder.write("rows.csv", "body_html\nOn roads.\n");
  const std::string config = folder.write("config", R"(
[corpus.talks]
paths = "talks"
name-pattern = "{issuer}_{year}.txt"
[corpus.rows]
paths = "rows.csv"
set = { issuer = "Carvenia" }
map = { text = "body_html" }
)");
  const std::string index = folder.path_of("index");
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--db", index});
    return test::run(indexer, arguments);
  };
  const auto count = [&](const std::string& query) {
    return test::run(BINARY_DIR "/searcher/searcher", {"--db", index, "-c", query}).out;
  };
  CHECK(run({}).exit_code == 2);
  CHECK(run({"--config", config, "--no-config"}).exit_code == 2);
  CHECK_THAT(run({"--config", config, "--set", "issuer=x"}).err,
             Catch::Contains("--set needs a PATH"));
  const auto first = run({"--config", config});
  CHECK(first.exit_code == 0);
  CHECK_THAT(first.err, Catch::Contains("2 indexed, 0 updated, 0 unchanged, 0 removed"));
  CHECK(count("rivers issuer:verezan year:2020") == "1\n");
  CHECK(count("roads issuer:carvenia") == "1\n");
  CHECK_THAT(run({"--config", config}).err, Catch::Contains("0 indexed, 0 updated, 2 unchanged"));
  // The same by one PATH, which has no settings then: it is read again.
  CHECK_THAT(run({"--config", config, folder.path_of("talks")}).err,
             Catch::Contains("0 indexed, 1 updated, 0 unchanged"));
  CHECK(count("rivers issuer:verezan") == "0\n");
}

TEST_CASE("the configuration in the user's own folder is read, unless --no-config says not to",
          "[config][cli]") {
  const test::TemporaryFolder folder;
  const std::string text = folder.write("a.txt", "On rivers.");
  folder.write("home/demarche/config", "[corpus.talks]\npaths = \"" + text + "\"\n");
  const auto run = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"--db", folder.path_of("index")});
    return test::run(BINARY_DIR "/indexer/indexer", arguments, "/dev/null", test::ChildStdout::pipe,
                     {{"XDG_CONFIG_HOME", folder.path_of("home")}});
  };
  const auto without = run({"--no-config"});
  CHECK(without.exit_code == 2);
  CHECK_THAT(without.err, Catch::Contains("no PATH to index"));
  const auto with = run({});
  CHECK(with.exit_code == 0);
  CHECK_THAT(with.err, Catch::Contains("1 indexed"));
}

TEST_CASE("a PATH of two corpora is refused, also where one lies in the other", "[config][cli]") {
  const test::TemporaryFolder folder;
  folder.write("talks/a/a.txt", "On rivers.");
  const auto errors = [&](const std::string& other) {
    const std::string config = folder.write(
        "config", "[corpus.one]\npaths = \"talks\"\n[corpus.two]\npaths = \"" + other + "\"\n");
    const auto run = test::run(BINARY_DIR "/indexer/indexer",
                               {"--db", folder.path_of("index"), "--config", config});
    CHECK(run.exit_code == 2);
    return run.err;
  };
  CHECK_THAT(errors("talks"), Catch::Contains("talks belongs to two corpora"));
  CHECK_THAT(errors("talks/a"), Catch::Contains("talks, which belongs to another corpus"));
}
