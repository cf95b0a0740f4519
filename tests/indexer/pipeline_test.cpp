// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/pipeline.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::run;
using test::RunResult;
using test::set_time;
using test::statements;
using test::statements_from_scratch;
namespace fs = std::filesystem;

namespace {

using Ids = std::set<std::string>;

/// Changes a folder of statements at random, the same for the same seed.
class Editor {
public:
  Editor(test::Archive& archive, unsigned seed) : archive_(archive), random_(seed) {}

  void step() {
    const unsigned edits = pick(4) + 1;
    for (unsigned edit = 0; edit < edits; ++edit) change_something();
    if (files_.empty()) add();
  }

private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string word() {
    static const std::vector<std::string> words = {
        "verezan", "ceasefire", "cease-fire", "U.N.",   "rivers",   "Čarvenia", "médiation",
        "мира",    "水资源",    "treaty",     "#talks", "promises", "1998",     "“hollow”"};
    return words[pick(static_cast<unsigned>(words.size()))];
  }

  /// A statement with a header or without, in various languages, with an id or not.
  std::string statement(const std::string& id) {
    static const std::vector<std::string> languages = {"en", "fr", "ru", "zh"};
    std::string text;
    if (!id.empty()) text += "Id: " + id + "\n";
    if (pick(2) == 0) text += "Title: " + word() + " " + word() + "\n";
    if (pick(3) == 0) text += "Language: " + languages[pick(4)] + "\n";
    if (pick(3) == 0) text += fmt::format("Year: {}\n", 1990 + pick(30));
    if (pick(4) == 0) text += "Language: none at all\n";
    // A header block begins with a field that is known.
    if (!text.empty() && pick(4) == 0) text += "Topic: " + word() + "\n";
    if (!text.empty()) text += '\n';
    for (unsigned count = pick(40) + 1; count > 0; --count)
      text += word() + (pick(9) == 0 ? "\n\n" : " ");
    return text;
  }

  std::string new_name() {
    return fmt::format("{}{}.txt", pick(2) == 0 ? "folder/" : "", ++names_);
  }

  void write(const std::string& name, const std::string& id) {
    archive_.write(name, statement(id));
    files_[name] = id;
    // A time of its own in the past, else no file would ever count as unchanged.
    set_time(archive_.source() + '/' + name, 1'600'000'000 + ++time_);
  }

  void add() { write(new_name(), pick(2) == 0 ? fmt::format("id/{}", ++names_) : ""); }

  void change_something() {
    if (files_.empty() || pick(3) == 0) return add();
    auto file = files_.begin();
    std::advance(file, pick(static_cast<unsigned>(files_.size())));
    switch (pick(4)) {
      case 0:
        return write(file->first, file->second);
      case 1:
        return write(file->first, pick(2) == 0 ? "" : fmt::format("id/{}", ++names_));
      case 2:
        archive_.remove(file->first);
        files_.erase(file);
        return;
      default:
        return rename(file);
    }
  }

  void rename(std::map<std::string, std::string>::iterator file) {
    const std::string name = new_name();
    const fs::path to = archive_.source() + '/' + name;
    fs::create_directories(to.parent_path());
    fs::rename(archive_.source() + '/' + file->first, to);
    files_[name] = file->second;
    files_.erase(file);
  }

  test::Archive& archive_;
  std::mt19937 random_;
  std::map<std::string, std::string> files_;  ///< name -> id in its header
  unsigned names_ = 0;
  std::time_t time_ = 0;
};

}  // namespace

TEST_CASE("an index that is kept up to date is that which is made from scratch",
          "[pipeline][law]") {
  const auto seed = static_cast<unsigned>(GENERATE(range(1, 7)));
  CAPTURE(seed);
  test::Archive archive;
  Editor editor(archive, seed);
  for (int round = 0; round < 10; ++round) {
    CAPTURE(round);
    editor.step();
    REQUIRE(archive.index() == exit_code::ok);
    REQUIRE(statements(archive.index_path()) == statements_from_scratch(archive));
  }
}

TEST_CASE("a change that is not indexed would be seen in that comparison", "[pipeline][control]") {
  test::Archive archive;
  Editor editor(archive, 1);
  editor.step();
  archive.index();
  const std::string before = statements_from_scratch(archive);
  archive.write("late.txt", "One more statement.");
  CHECK(statements(archive.index_path()) == before);
  CHECK(statements(archive.index_path()) != statements_from_scratch(archive));
  archive.write("late.txt", "One more statements.");
  archive.index();
  const std::string with_s = statements(archive.index_path());
  archive.write("late.txt", "One more statement.");
  CHECK(with_s != statements_from_scratch(archive));
}

TEST_CASE("an id in the header survives that its file is renamed", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "Id: verezan/1\n\nOn rivers.");
  archive.write("z.txt", "On roads.");
  REQUIRE(run(archive).code == exit_code::ok);
  const std::string before = statements(archive.index_path());
  // Both ways: the new name before the other files, and after.
  for (const auto& [from, to] : {std::pair{"a.txt", "zz.txt"}, {"zz.txt", "0/a.txt"}}) {
    fs::create_directories(archive.source() + "/0");
    fs::rename(archive.source() + '/' + from, archive.source() + '/' + to);
    const RunResult result = run(archive);
    CHECK(result.code == exit_code::ok);
    CHECK(result.outcomes.at(to) == "indexed");
    CHECK(result.outcomes.at(from) == "removed");
    CHECK(statements(archive.index_path()) == before);
  }
  CHECK(archive.find("rivers") == Ids{"verezan/1"});
}

TEST_CASE("of two files with one id the second is skipped, and the first is named", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "Id: one\n\nOn rivers.");
  archive.write("b.txt", "Id: one\n\nOn roads.");
  archive.write("c.txt", "Id: a.txt\n\nOn bridges.");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::incomplete);
  CHECK(result.outcomes == std::map<std::string, std::string>{
                               {"a.txt", "indexed"}, {"b.txt", "skipped"}, {"c.txt", "indexed"}});
  CHECK(result.reasons.at("b.txt") == "its id “one” is that of a.txt");
  CHECK_THAT(result.messages, Catch::Contains("skipped: b.txt: its id “one” is that of a.txt"));
  CHECK(archive.find("rivers") == Ids{"one"});
  CHECK(archive.find("roads").empty());
  CHECK(archive.find("bridges") == Ids{"a.txt"});

  SECTION("again it is skipped, and the first stays") {
    const RunResult again = run(archive);
    CHECK(again.outcomes.at("b.txt") == "skipped");
    CHECK(archive.find("rivers") == Ids{"one"});
  }
  SECTION("when the first has gone, it has the id") {
    archive.remove("a.txt");
    CHECK(run(archive).outcomes.at("b.txt") == "indexed");
    CHECK(archive.find("roads") == Ids{"one"});
    CHECK(archive.find("rivers").empty());
  }
  SECTION("a file of another PATH doesn't take the id either") {
    const test::TemporaryFolder other;
    other.write("x.txt", "Id: one\n\nOn ferries.");
    IndexerOptions options = archive.indexer_options();
    options.paths = {other.path()};
    const RunResult result_of_other = run(archive, options);
    CHECK(result_of_other.outcomes.at("x.txt") == "skipped");
    CHECK_THAT(result_of_other.reasons.at("x.txt"), Catch::Contains("was indexed from "));
    CHECK(archive.find("rivers") == Ids{"one"});
  }
}

TEST_CASE("a file that was touched and says the same counts as unchanged", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  set_time(archive.source() + "/a.txt", 1'600'000'000);
  CHECK(run(archive).outcomes.at("a.txt") == "indexed");
  const std::string before = test::contents(archive.index_path(), true);
  set_time(archive.source() + "/a.txt", 1'600'000'001);
  CHECK(run(archive).outcomes.at("a.txt") == "unchanged");
  CHECK(test::contents(archive.index_path(), true) == before);
}

TEST_CASE("a file with the size and time that it had is not read", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  set_time(archive.source() + "/a.txt", 1'600'000'000);
  run(archive);
  // The law's other side: of a change that neither shows, nothing is seen.
  archive.write("a.txt", "On nothing");
  set_time(archive.source() + "/a.txt", 1'600'000'000);
  CHECK(run(archive).outcomes.at("a.txt") == "unchanged");
  CHECK(archive.find("rivers") == Ids{"a.txt"});
}

TEST_CASE("a file that was written a moment before is read again", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  struct stat status {};
  REQUIRE(stat((archive.source() + "/a.txt").c_str(), &status) == 0);
  run(archive);
  archive.write("a.txt", "On nothing");
  const timespec times[2] = {status.st_mtim, status.st_mtim};
  REQUIRE(utimensat(AT_FDCWD, (archive.source() + "/a.txt").c_str(), times, 0) == 0);
  CHECK(run(archive).outcomes.at("a.txt") == "updated");
}

TEST_CASE("statements leave with their files, unless --no-prune keeps them", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  archive.write("b.txt", "On rivers and roads.");
  archive.write("c.txt", "On rivers and lakes.");
  run(archive);
  archive.remove("b.txt");
  archive.write("c.txt", std::string("\0", 1));

  IndexerOptions options = archive.indexer_options();
  options.prune = false;
  const RunResult kept = run(archive, options);
  CHECK(kept.outcomes.count("b.txt") == 0);
  CHECK(archive.find("rivers") == Ids{"a.txt", "b.txt", "c.txt"});

  const RunResult pruned = run(archive);
  CHECK(pruned.code == exit_code::incomplete);
  CHECK(pruned.outcomes.at("b.txt") == "removed");
  CHECK(pruned.outcomes.at("c.txt") == "skipped, removed");
  CHECK(archive.find("rivers") == Ids{"a.txt"});
}

TEST_CASE("a PATH that yields nothing any more is an error, and nothing is changed", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  run(archive);
  const std::string before = test::contents(archive.index_path());
  const test::TemporaryFolder other;
  other.write("new.txt", "On rivers anew.");
  archive.remove("a.txt");
  IndexerOptions options = archive.indexer_options();
  options.paths = {other.path(), archive.source()};
  const RunResult result = run(archive, options);
  CHECK(result.code == exit_code::failed);
  CHECK_THAT(result.messages, Catch::Contains("yields no statement, but the index holds 1 of it"));
  CHECK(test::contents(archive.index_path()) == before);

  options.prune = false;
  CHECK(run(archive, options).code == exit_code::ok);
  CHECK(archive.find("rivers") == Ids{"a.txt", "new.txt"});
}

TEST_CASE("a dry run says what would happen, and changes nothing", "[pipeline]") {
  test::Archive archive;
  IndexerOptions dry = archive.indexer_options();
  dry.dry_run = true;
  archive.write("a.txt", "Id: one\n\nOn rivers.");
  CHECK(run(archive, dry).outcomes.at("a.txt") == "indexed");
  CHECK_FALSE(fs::exists(archive.index_path()));
  run(archive);
  archive.write("b.txt", "On roads, which are long.");
  archive.write("c.pdf", "");
  fs::rename(archive.source() + "/a.txt", archive.source() + "/d.txt");
  const std::string before = test::contents(archive.index_path());
  const RunResult said = run(archive, dry);
  CHECK(test::contents(archive.index_path()) == before);
  const RunResult done = run(archive);
  CHECK(said.outcomes == done.outcomes);
  CHECK(said.code == done.code);
  CHECK(done.outcomes == std::map<std::string, std::string>{{"a.txt", "removed"},
                                                            {"b.txt", "indexed"},
                                                            {"c.pdf", "skipped"},
                                                            {"d.txt", "indexed"}});
}

TEST_CASE("the index itself and a PATH within a PATH are not indexed", "[pipeline]") {
  test::Archive archive;
  archive.write("a.txt", "On rivers.");
  archive.write("sub/b.txt", "On roads.");
  IndexerOptions options = archive.indexer_options();
  options.index_path = archive.source() + "/index";
  options.paths = {archive.source(), archive.source() + "/sub"};
  for (int i = 0; i < 2; ++i) {
    const RunResult result = run(archive, options);
    CHECK(result.code == exit_code::ok);
    CHECK(result.outcomes.size() == 2);
  }
  SearcherOptions query = archive.searcher_options("roads");
  query.index_paths = {options.index_path};
  CHECK(archive.search(query).total == 1);
}
