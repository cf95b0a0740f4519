// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
using Arguments = std::vector<std::string>;

namespace {

/// An archive that somebody watches.
struct Watched {
  test::Archive archive;
  test::TemporaryFolder folder;
  std::string state = folder.path_of("state");

  void add(const std::string& name, const std::string& text) {
    archive.write(name, text);
    REQUIRE(archive.index() == 0);
  }
  test::ChildResult look(Arguments arguments,
                         test::ChildStdout out = test::ChildStdout::pipe) const {
    arguments.insert(arguments.begin(), {"-d", archive.index_path(), "--new-since", state});
    return test::run(BINARY_DIR "/searcher/searcher", arguments, "/dev/null", out);
  }
};

/// The README's script, as it is written there.
std::string readme_script() {
  const std::string readme = test::read_bytes(SOURCE_DIR "/README.md");
  const std::size_t begin = readme.find("    #!/bin/sh\n");
  REQUIRE(begin != std::string::npos);
  std::string script;
  for (std::size_t at = begin; readme.compare(at, 4, "    ") == 0 || readme[at] == '\n';) {
    const std::size_t end = readme.find('\n', at);
    if (end > at) script += readme.substr(at + 4, end - at - 4);
    script += '\n';
    at = end + 1;
  }
  return script;
}

}  // namespace

TEST_CASE("a watch tells what is new, once", "[cli][watch]") {
  Watched watched;
  watched.add("a.txt", "The ferry was late.");
  watched.add("b.txt", "The ferry was on time.");
  CHECK(watched.look({"-f", "ids", "ferry"}).out == "a.txt\nb.txt\n");
  const auto nothing = watched.look({"ferry"});
  CHECK(nothing.exit_code == 1);
  CHECK(nothing.out.empty());
  CHECK(nothing.err.empty());

  // However it is asked for, all numbers are of what is new.
  watched.add("c.txt", "Another ferry was late: the new ferry.");
  const std::string before = test::read_bytes(watched.state);
  const auto anew = [&](Arguments arguments, bool is_seen = true) {
    std::ofstream(watched.state) << before;
    arguments.emplace_back("ferry");
    const auto result = watched.look(arguments);
    CHECK(result.exit_code == 0);
    CHECK(test::read_bytes(watched.state) == before + (is_seen ? "c.txt\n" : ""));
    return result.out;
  };
  // A number is not the statement.
  CHECK(anew({"-c"}, false) == "1\n");
  CHECK(anew({"-f", "ids"}) == "c.txt\n");
  CHECK(anew({"-q"}, false).empty());
  CHECK_THAT(anew({"--kwic"}), Catch::Contains("2 occurrences in 1 statement\n"));
  CHECK_THAT(anew({"--facet", "language"}, false), Catch::Contains("1  en"));
  const std::string json = anew({"-f", "json"});
  CHECK_THAT(json, Catch::Contains("\"total\":1") && Catch::Contains("2 were seen before"));
  CHECK(watched.look({"ferry"}).exit_code == 1);

  // What is gone and comes back has been seen.
  watched.archive.remove("a.txt");
  REQUIRE(watched.archive.index() == 0);
  watched.add("a.txt", "The ferry was late.");
  CHECK(watched.look({"ferry"}).exit_code == 1);
}

TEST_CASE("what could not be printed has not been seen", "[cli][watch]") {
  Watched watched;
  watched.add("a.txt", "The ferry was late.");
  CHECK(watched.look({"ferry"}, test::ChildStdout::full_device).exit_code == 2);
  CHECK(watched.look({"-f", "ids", "ferry"}).out == "a.txt\n");
}

TEST_CASE("a watch refuses what is no state of its own, and spoils none", "[cli][watch]") {
  Watched watched;
  watched.add("a.txt", "The ferry was late.");
  CHECK(watched.look({"ferry"}).exit_code == 0);
  const std::string state = test::read_bytes(watched.state);
  for (const Arguments& other :
       {Arguments{"late"}, {"--exact", "ferry"}, {"--any", "ferry late"}}) {
    const auto result = watched.look(other);
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Catch::Contains("are of another query, ferry"));
  }
  CHECK(test::read_bytes(watched.state) == state);
  for (const std::string bytes :
       {"my notes\n", "demarche-seen 2\n", "demarche-seen 1\nquery: ferry\na.t"}) {
    std::ofstream(watched.state) << bytes;
    CHECK(watched.look({"ferry"}).exit_code == 2);
    CHECK(test::read_bytes(watched.state) == bytes);
  }
  watched.state = watched.folder.path();
  CHECK_THAT(watched.look({"ferry"}).err, Catch::Contains("no regular file"));
  watched.state = watched.folder.path_of("fifo");
  REQUIRE(mkfifo(watched.state.c_str(), 0600) == 0);
  CHECK(watched.look({"ferry"}).exit_code == 2);
  watched.state = watched.folder.path_of("no/such/folder");
  const auto unwritable = watched.look({"-f", "ids", "ferry"});
  CHECK(unwritable.exit_code == 2);
  CHECK(unwritable.out.empty());
  CHECK_THAT(unwritable.err, Catch::Contains("there is no such folder"));
  watched.state = "/proc/no-state";  // where nobody can write
  const auto unkept = watched.look({"-f", "ids", "ferry"});
  CHECK(unkept.exit_code == 2);
  CHECK(unkept.out == "a.txt\n");
  CHECK_THAT(unkept.err, Catch::Contains("cannot keep the hits seen in /proc/no-state: ") &&
                             Catch::Contains("hint: the same hits will be new again"));
}

TEST_CASE("a watch keeps ids of any kind", "[cli][watch]") {
  Watched watched;
  watched.add("a b%20.txt", "The ferry was late.");
  watched.add("line\nend.txt", "The ferry was on time.");
  CHECK(watched.look({"-f", "json", "ferry"}).exit_code == 0);
  CHECK(watched.look({"-c", "ferry"}).out == "0\n");
  CHECK(test::read_bytes(watched.state) ==
        "demarche-seen 1\nquery: ferry\na%20b%2520.txt\nline%0Aend.txt\n");
}

TEST_CASE("the README's script for cron tells what is new, and nothing else", "[cli][watch]") {
  const test::TemporaryFolder folder;
  const std::string script = folder.write("watch.sh", readme_script());
  folder.write("archive/a.txt",
               "title: On ferries\nissuer: Vessen\ndate: 2026-02-01\n\nAn early, fair "
               "and durable settlement of the ferry question.");
  const auto run = [&] {
    return test::run(
        "/usr/bin/env",
        {"PATH=" BINARY_DIR "/indexer:" BINARY_DIR "/searcher:/usr/bin:/bin",
         "DEMARCHE_DB=" + folder.path_of("index"), "ARCHIVE=" + folder.path_of("archive"),
         "STATE=" + folder.path_of("state"), "/bin/sh", script});
  };
  const auto first = run();
  INFO(first.err);
  CHECK(first.exit_code == 0);
  CHECK(first.out == "2026-02-01 · Vessen · On ferries\n");
  const auto second = run();
  CHECK(second.exit_code == 0);
  CHECK(second.out + second.err == "");
  folder.write("archive/b.txt",
               "title: On bridges\n\nAn early, fair and durable settlement, again.");
  folder.write("archive/empty.txt", "");
  const auto third = run();
  CHECK(third.exit_code == 0);
  CHECK(third.out == "no date · no issuer · On bridges\n");
  // What is broken is no silence.
  folder.write("state", "spoilt");
  CHECK(run().exit_code == 2);
}
