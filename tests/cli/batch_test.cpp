// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/sample_index.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

const std::string searcher = BINARY_DIR "/searcher/searcher";

test::ChildResult search(Arguments arguments, const std::string& input = "/dev/null",
                         test::ChildStdout out = test::ChildStdout::pipe) {
  arguments.insert(arguments.begin(), {"--db", test::sample_index()});
  return test::run(searcher, arguments, input, out);
}

test::ChildResult batch(const std::string& lines, Arguments arguments) {
  const test::TemporaryFolder folder;
  arguments.insert(arguments.end(), {"--batch", folder.write("queries", lines)});
  test::ChildResult result = search(arguments);
  // Else each run names another file.
  for (std::size_t at = 0;
       (at = result.err.find(folder.path_of("queries"), at)) != std::string::npos;)
    result.err.replace(at, folder.path_of("queries").size(), "FILE");
  return result;
}

/// `prefix` before each line of `text`.
std::string prefixed(const std::string& text, const std::string& prefix) {
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);) out += prefix + line + "\n";
  return out;
}

/// What a batch prints for a query that alone prints `alone`.
std::string in_batch(const std::string& alone, const Arguments& format, const std::string& qid,
                     const std::string& query) {
  if (alone.starts_with('{')) {
    // The last member, and not for a batch.
    const std::size_t nothing = alone.find(",\"nothing_found\":{");
    const std::string object =
        nothing == std::string::npos ? alone : alone.substr(0, nothing) + "}\n";
    return "{\"qid\":\"" + qid + "\"," + object.substr(1);
  }
  if (format.back() == "ids" || format.back() == "-c") return prefixed(alone, qid + "\t");
  return "== " + qid + ": " + query + "\n" + alone;
}

const std::vector<std::string> queries = {"settlement",
                                          "\"early, fair and durable settlement\"",
                                          "xyzzy",
                                          "cease-fire lang:en since:2024",
                                          "title:communiqué date:2021..2022",
                                          "verif* OR promis*",
                                          "NOT lang:en",
                                          "\"no partner",
                                          "date:2025..2024",
                                          "WHO readings \"cease fire\" -lang:fr"};

std::string many_lines() {
  std::string lines;
  for (int round = 0; round < 20; ++round)
    for (std::size_t i = 0; i < queries.size(); ++i)
      lines += std::to_string(round) + "-" + std::to_string(i) + "\t" + queries[i] + "\n";
  return lines + "no tab\n";
}

}  // namespace

TEST_CASE("each answer of a batch is that of a run of its own", "[cli][laws]") {
  for (const Arguments& format : {Arguments{"-f", "text"},
                                  {"-f", "text", "--score", "--no-snippet"},
                                  {"--explain"},
                                  {"-c"},
                                  {"-f", "ids"},
                                  {"-f", "json", "-n", "3"},
                                  {"-n", "0", "-f", "ids"}}) {
    std::string lines;
    std::string expected;
    for (std::size_t i = 0; i < queries.size(); ++i) {
      const std::string qid = "q" + std::to_string(i);
      Arguments arguments = format;
      arguments.push_back(queries[i]);
      const auto alone = search(arguments);
      lines += qid + "\t" + queries[i] + "\n";
      if (alone.exit_code != 2) expected += in_batch(alone.out, format, qid, queries[i]);
    }
    const auto together = batch(lines, format);
    CHECK(together.out == expected);
    CHECK(together.exit_code == 2);
  }
}

TEST_CASE("a run of TREC has the ids, the ranks and the scores of the ranking", "[cli][laws]") {
  for (const std::string& query : queries) {
    std::istringstream ids(search({"-f", "ids", query}).out);
    std::istringstream trec(search({"-f", "trec", query}).out);
    std::istringstream many(batch("1\t" + query + "\n", {"-f", "trec"}).out);
    std::size_t rank = 0;
    for (std::string line; std::getline(trec, line);) {
      std::string id;
      REQUIRE(std::getline(ids, id));
      for (std::size_t at = 0; (at = id.find(' ', at)) != std::string::npos;)
        id.replace(at, 1, "%20");
      CHECK_THAT(line, Catch::StartsWith("1 Q0 " + id + " " + std::to_string(++rank) + " "));
      std::string same;
      CHECK(std::getline(many, same));
      CHECK(line == same);
    }
    CHECK(ids.peek() == std::istringstream::traits_type::eof());
    CHECK(many.peek() == std::istringstream::traits_type::eof());
  }
}

TEST_CASE("however many threads answer a batch, it prints the same bytes", "[cli][laws]") {
  const std::string lines = many_lines();
  for (const Arguments& format :
       {Arguments{"-f", "trec"}, {"-f", "text", "-n", "2"}, {"-c"}, {"-f", "json", "-n", "1"}}) {
    Arguments one = format;
    one.insert(one.end(), {"-j", "1"});
    const auto expected = batch(lines, one);
    CHECK_THAT(expected.err, Catch::Contains("searcher: error: FILE:201: the line has no tab"));
    for (const char* jobs : {"2", "7"}) {
      Arguments several = format;
      several.insert(several.end(), {"-j", jobs});
      const auto result = batch(lines, several);
      CHECK(result.out == expected.out);
      CHECK(result.err == expected.err);
      CHECK(result.exit_code == expected.exit_code);
    }
  }
}

TEST_CASE("an error in the middle of a batch is said with its line, and the others go on",
          "[cli]") {
  const auto result = batch("a\tsettlement\n\nb\t\"open\nc\nd\tcease-fire\n", {"-c"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.out, Catch::StartsWith("a\t") && Catch::Contains("\nd\t"));
  CHECK(result.err ==
        "searcher: error: FILE:3: quotation mark without its partner\n"
        "\"open\n"
        "^\n"
        "hint: close the phrase, or leave the mark out\n"
        "searcher: error: FILE:4: the line has no tab\n"
        "hint: a line is QID, a tab, the query\n");
}

TEST_CASE("what may be a mistake in a batch is said with its line", "[cli]") {
  const auto result = batch("a\tsettlement\nb\tsettlement OR\n\x1b]0;\tsettlement\n", {"-c"});
  CHECK(result.exit_code == 2);
  CHECK(result.out.find('\x1b') == std::string::npos);
  CHECK(result.err ==
        "searcher: note: FILE:2: “OR” is a word here: it lacks an operand\n"
        "searcher: error: FILE:3: the QID has a control character or is not UTF-8\n"
        "hint: a line is QID, a tab, the query\n");
}

TEST_CASE("a batch's exit code tells whether any query found something", "[cli]") {
  const auto found = batch("a\txyzzy\nb\tsettlement\nc\txyzzy\n", {"-q"});
  CHECK(found.exit_code == 0);
  CHECK((found.out + found.err).empty());
  const auto none = batch("a\txyzzy\n", {"-f", "ids"});
  CHECK(none.exit_code == 1);
  CHECK((none.out + none.err).empty());
  CHECK(batch("", {}).exit_code == 1);
  CHECK(search({"--batch", "/nosuch"}).exit_code == 2);
  CHECK(search({"--batch", "/"}).exit_code == 2);
  const auto missing = test::run(searcher, {"-d", "/nosuch", "--batch", "-"});
  CHECK(missing.exit_code == 2);
  CHECK_THAT(missing.err, Catch::Contains("there is no index at /nosuch"));
  // What no query is to blame for is said once.
  for (const char* jobs : {"1", "2"}) {
    const auto wrong =
        batch("a\tsettlement\nb\txyzzy\n", {"-f", "csv", "--fields", "isuer", "-j", jobs});
    CHECK(wrong.exit_code == 2);
    CHECK(wrong.out.empty());
    CHECK(wrong.err ==
          "searcher: error: no statement has a field 'isuer'\nhint: did you mean issuer?\n");
  }
}

TEST_CASE("threads share nothing of a query for all statements", "[cli]") {
  // Xapian's own object for that query is one for all threads, and no such count survived it.
  const test::TemporaryFolder folder;
  std::string lines, expected;
  for (int i = 0; i < 4000; ++i) {
    lines += std::to_string(i) + "\tNOT xyzzy\n";
    expected += std::to_string(i) + "\t73\n";
  }
  const auto result = search({"-c", "-j", "4", "--batch", folder.write("queries", lines)});
  CHECK(result.exit_code == 0);
  CHECK(result.out == expected);
}

TEST_CASE("a batch from stdin is answered line by line as it comes", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string script =
      "cd " + folder.path() + " && mkfifo in out && " + searcher + " -d " + test::sample_index() +
      " -f ids -n 1 --batch - -j $0 <in >out & cd " + folder.path() +
      " && while [ ! -p out ]; do :; done; exec 3>in 4<out; printf 'a\\tsettlement\\r\\n' >&3; "
      "read first <&4; printf 'b\\tcease-fire\\n' >&3; exec 3>&-; read second <&4; "
      "echo \"$first|$second\"; wait";
  for (const char* jobs : {"1", "2"}) {
    // The second query is sent when the first answer is there: with none, for ever.
    const auto result = test::run("/usr/bin/timeout", {"20", "/bin/sh", "-c", script, jobs});
    CHECK_THAT(result.out, Catch::StartsWith("a\t") && Catch::Contains("|b\t"));
    CHECK(result.exit_code == 0);
    test::run("/bin/rm", {folder.path_of("in"), folder.path_of("out")});
  }
}

TEST_CASE("in a batch, too, a closed pipe is quiet, and a full disk is not", "[cli]") {
  const test::TemporaryFolder folder;
  const std::string file = folder.write("queries", many_lines());
  for (const char* jobs : {"1", "3"}) {
    const Arguments arguments = {"--batch", file, "-j", jobs, "-f", "trec"};
    CHECK(search(arguments, "/dev/null", test::ChildStdout::closed_pipe).err.empty());
    const auto full = search(arguments, "/dev/null", test::ChildStdout::full_device);
    CHECK(full.exit_code == 2);
    CHECK_THAT(full.err, Catch::StartsWith("searcher: error: "));
  }
}

TEST_CASE("an index that does not answer is an error, or left out and said so", "[cli]") {
  const std::string gone = "tcp:127.0.0.1:1";
  const Arguments both = {"-d", gone, "--timeout", "5"};
  const auto with = [&both](Arguments more) {
    more.insert(more.begin(), both.begin(), both.end());
    return search(more);
  };
  const std::string warning = "searcher: warning: left out: " + gone + ": ";
  const auto refused = with({"settlement"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.err, Catch::Contains(gone));
  const auto text = with({"--partial", "settlement"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.out, Catch::Contains("\nleft out: " + gone + ": "));
  CHECK(text.err.empty());
  CHECK_THAT(with({"--partial", "-f", "json", "settlement"}).out,
             Catch::Contains("\"left_out\":[{\"location\":\"" + gone + "\",\"reason\":\""));
  for (const Arguments& format : {Arguments{"-f", "ids"}, {"-f", "trec"}, {"-c"}, {"--explain"}}) {
    Arguments arguments = format;
    arguments.insert(arguments.end(), {"--partial", "settlement"});
    const auto result = with(arguments);
    CHECK_THAT(result.err, Catch::StartsWith(warning));
    CHECK(result.out.find(gone) == std::string::npos);
  }
  // A page goes to a file, mostly, so it is said on both.
  const auto page = with({"--partial", "-f", "html", "settlement"});
  CHECK_THAT(page.err, Catch::StartsWith(warning));
  CHECK_THAT(page.out, Catch::Contains("Left out, and counted nowhere here: <bdi>" + gone));
  const auto quiet = with({"--partial", "-q", "settlement"});
  CHECK((quiet.out + quiet.err).empty());
  const auto shown = with({"--partial", "--show", "2021/osbs/round-one-joint-communique.txt"});
  CHECK(shown.exit_code == 0);
  CHECK_THAT(shown.err, Catch::StartsWith(warning));
  const test::TemporaryFolder folder;
  const std::string file = folder.write("q", "a\tsettlement\nb\tcease-fire\n");
  const auto many = with({"--partial", "-f", "trec", "-j", "2", "--batch", file});
  CHECK_THAT(many.err, Catch::StartsWith("searcher: warning: " + file + ":1: left out: " + gone));
  CHECK(many.err.find(":2: ") == std::string::npos);
}
