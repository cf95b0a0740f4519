// SPDX-License-Identifier: GPL-2.0-or-later
// The machine formats, read back by parsers that are not ours (formats.py) and against
// the schema that is installed (answer_schema.py).
#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "searcher/output/list_format.hpp"
#include "tests/support/child.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

const std::string python = "/usr/bin/python3";

void check(const std::string& name) {
  const auto result = test::run(
      python, {SOURCE_DIR "/tests/cli/formats.py", BINARY_DIR, test::sample_index(), name});
  INFO(result.out << result.err);
  CHECK(result.exit_code == 0);
}

/// What the schema has against lines of JSON; nothing where they are sound.
std::string faults(const std::string& definition, const std::string& lines) {
  const test::TemporaryFolder folder;
  const auto result = test::run(
      python, {SOURCE_DIR "/tests/cli/answer_schema.py", definition, folder.write("lines", lines)});
  INFO(result.err);
  REQUIRE((result.exit_code == 0 || result.exit_code == 1));
  CHECK(result.err.empty());
  return result.exit_code == 0 ? "" : "faults: " + result.out;
}

struct Concordance {
  std::string items, end;
};

Concordance concordance(OutputFormat format, std::vector<Column> columns, const std::string& qid) {
  SearchResults results = sample_results();
  results.concordance = {3, 1, 0};
  ListFormat list(format, std::move(columns), qid);
  std::string items = list.begin_concordance();
  const auto statement = std::make_shared<const Statement>(sample_hit().statement);
  for (const char* match : {"\"停火\"\x1b", "=1\t\u202e", "\\"})
    items += list.item(Occurrence{1, statement, "title", 0, 9, "", match, " \U0001F54A"});
  return {items, list.end_concordance(results)};
}

}  // namespace

TEST_CASE("JSON gives back what statements hold, to Python and to jq", "[cli][laws]") {
  check("check_json");
}

TEST_CASE("JSON Lines give back what statements hold", "[cli][laws]") { check("check_json_lines"); }

TEST_CASE("CSV and TSV give back what statements hold", "[cli][laws]") { check("check_tables"); }

TEST_CASE("ids ended by NUL and runs of TREC give back every id", "[cli][laws]") {
  check("check_ids_and_runs");
}

TEST_CASE("the lines and tables of a batch are the answers one by one", "[cli][laws]") {
  check("check_batches");
}

TEST_CASE("a concordance is the same in every format, and its places are those of the statements",
          "[cli][laws]") {
  check("check_concordance");
}

TEST_CASE("random answers keep to the schema, and are the same in every format", "[cli][laws]") {
  check("check_random_answers");
}

TEST_CASE("tables of what was counted are those of JSON", "[cli][laws]") { check("check_counts"); }

TEST_CASE("wordings and their differences keep to the schema", "[cli]") { check("check_history"); }

TEST_CASE("an answer with one thing wrong does not keep to the schema", "[cli][control]") {
  check("check_control");
}

TEST_CASE("a column that no statement has is an error with the one that was meant", "[cli]") {
  const auto search = [](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"-d", test::sample_index()});
    return test::run(BINARY_DIR "/searcher/searcher", arguments);
  };
  for (const char* format : {"json", "jsonl", "csv", "tsv"}) {
    const auto result = search({"-f", format, "--fields", "id,titel", "settlement"});
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK(result.err ==
          "searcher: error: no statement has a field 'titel'\nhint: did you mean title?\n");
  }
  CHECK(search({"-c", "-fcsv", "--fields", "snipet", "x"}).err ==
        "searcher: error: no statement has a field 'snipet'\nhint: did you mean snippet?\n");
  CHECK(search({"-f", "csv", "--fields", "lang,LANGUAGE", "x"}).err ==
        "searcher: error: --fields names language twice\n");
  CHECK_THAT(search({"-f", "csv", "--fields", "field_rank", "x"}).err,
             Catch::Contains("no statement has a field 'field_rank'"));
  CHECK(search({"-f", "csv", "--fields", "Lang,RANK", "-n1", "settlement"}).out ==
        "language,rank\nen,1\n");
}

TEST_CASE("a table's header is printed where nothing is found, and once in a batch", "[cli]") {
  const test::TemporaryFolder folder;
  const auto batch = [&](const std::string& lines) {
    return test::run(BINARY_DIR "/searcher/searcher",
                     {"-d", test::sample_index(), "-f", "tsv", "--fields", "rank", "--batch",
                      folder.write("queries", lines)});
  };
  const auto none = test::run(BINARY_DIR "/searcher/searcher",
                              {"-d", test::sample_index(), "-f", "csv", "--fields", "id", "xyzzy"});
  CHECK(none.exit_code == 1);
  CHECK(none.out == "id\n");
  CHECK(batch("a\t\"open\nb\txyzzy\nc\tid:2021/osbs/round-one-joint-communique.txt\n").out ==
        "qid\trank\nc\t1\n");
  CHECK(batch("a\t\"open\n").out.empty());
}

TEST_CASE("a concordance keeps to the schema", "[cli]") {
  const std::vector<Column> chosen = {{"issuer", "issuer"}, {"url", "url"}, {"match", ""}};
  for (const char* qid : {"", "q"}) {
    const auto whole = concordance(OutputFormat::json, {}, qid);
    CHECK(faults("concordance", whole.items + whole.end) == "");
    const auto part = concordance(OutputFormat::json, chosen, qid);
    CHECK(faults("concordance_with_fields", part.items + part.end) == "");
    const auto lines = concordance(OutputFormat::jsonl, {}, qid);
    CHECK(faults("occurrence_line", lines.items) == "");
    CHECK(faults("summary_line", lines.end) == "");
    CHECK(faults("line_with_fields", concordance(OutputFormat::jsonl, chosen, qid).items) == "");
    CHECK(faults("occurrence_line", lines.items + "{\"rank\":1}\n") != "");
    CHECK(faults("concordance", part.items + part.end) != "");
  }
}
