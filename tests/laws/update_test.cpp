// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;

// Whatever becomes of the files, the index is the one that they would make anew.

namespace {

/// Everything in the index, without its stamp, whose languages and fields only grow.
std::string everything(const std::string& index_path) {
  std::string all = test::contents(index_path);
  for (const char* const key : {"\ndemarche.fields=", "\ndemarche.languages="}) {
    const std::size_t at = all.find(key);
    if (at != std::string::npos) all.erase(at, all.find('\n', at + 1) - at);
  }
  return all;
}

std::string everything_from_scratch(const test::Archive& archive, IndexerOptions options) {
  const test::TemporaryFolder folder;
  options.index_path = folder.path_of("index");
  REQUIRE(test::run(archive, options).code == exit_code::ok);
  return everything(options.index_path);
}

/// A folder in which files come, change, move and go at random. Texts are few,
/// so that many stand in several files.
class RestlessFolder {
public:
  explicit RestlessFolder(unsigned seed) : random_(seed) {}

  test::Archive archive;

  /// What a reader of the files finds in them: by id, all that is said.
  std::map<std::string, std::string> statements() const {
    std::map<std::string, std::string> all;
    for (const auto& [name, file] : files_) all.insert(file.begin(), file.end());
    return all;
  }

  void change() {
    switch (pick(6)) {
      case 0:
      case 1:
        write_text(fmt::format("{}/{}.txt", pick(3), pick(12)), text());
        break;
      case 2:
        write_rows(fmt::format("rows{}.csv", pick(2)));
        break;
      case 3:
        write_records(fmt::format("z{}.jsonl", pick(2)));
        break;
      case 4:
        if (files_.size() > 1) remove(any_file());
        break;
      default:
        if (files_.size() > 1) rename();
    }
  }

private:
  using Statements = std::map<std::string, std::string>;

  std::size_t pick(std::size_t count) { return random_() % count; }

  std::string sentence() { return fmt::format("The ferry of pier {} was late.", pick(9)); }

  std::string text() {
    const std::string url =
        pick(3) == 0 ? fmt::format("url: https://pier{}.example\n", pick(3)) : "";
    const std::string title = pick(3) == 0 ? "title: On ferries\n" : "";
    return url + title + (url + title == "" ? "" : "\n") + sentence() + '\n';
  }

  void write_rows(const std::string& name) {
    const bool has_ids = pick(2) == 0;
    std::string table = has_ids ? "id,text,url\n" : "text,url\n";
    Statements rows;
    std::vector<std::size_t> ids(20);
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = i;
    std::shuffle(ids.begin(), ids.end(), random_);
    for (std::size_t i = 0, count = 1 + pick(6); i < count; ++i) {
      const std::string own_id = fmt::format("{}-{}", name, ids[i]);
      const std::string row =
          fmt::format("{},{}\n", sentence(), pick(2) == 0 ? "https://rows.example" : "");
      table += (has_ids ? own_id + ',' : "") + row;
      rows[has_ids ? own_id : fmt::format("{}#{}", name, i + 1)] = row;
    }
    write(name, table, rows);
  }

  void write_records(const std::string& name) {
    std::string lines;
    Statements records;
    for (std::size_t i = 0, count = 1 + pick(5); i < count; ++i) {
      const std::string id = fmt::format("{}:{}", name, i);
      lines += fmt::format("{{\"id\": \"{}\", \"text\": \"{}\"}}\n", id, records[id] = sentence());
    }
    write(name, lines, records);
  }

  void write_text(const std::string& name, const std::string& bytes) {
    write(name, bytes, {{name, bytes}});
  }

  void write(const std::string& name, const std::string& bytes, const Statements& statements) {
    archive.write(name, bytes);
    // Long ago, so that the time proves something, and each time another.
    test::set_time(archive.source() + '/' + name, 1'600'000'000 + ++time_);
    files_[name] = statements;
  }

  void remove(const std::string& name) {
    archive.remove(name);
    files_.erase(name);
  }

  std::string any_file() {
    auto file = files_.begin();
    std::advance(file, pick(files_.size()));
    return file->first;
  }

  void rename() {
    const std::string from = any_file();
    if (!from.ends_with(".txt")) return;
    const std::string bytes = files_[from][from];
    remove(from);
    write_text(fmt::format("{}/moved{}.txt", pick(3), pick(9)), bytes);
  }

  std::mt19937 random_;
  std::map<std::string, Statements> files_;
  int time_ = 0;
};

/// What a run must report of each id, by comparing what the files said before and say now.
std::map<std::string, std::string> expected_outcomes(
    const std::map<std::string, std::string>& before,
    const std::map<std::string, std::string>& after) {
  std::map<std::string, std::string> outcomes;
  for (const auto& [id, said] : before) {
    const auto now = after.find(id);
    outcomes[id] = now == after.end() ? "removed" : now->second == said ? "unchanged" : "updated";
  }
  for (const auto& [id, said] : after) outcomes.try_emplace(id, "indexed");
  return outcomes;
}

/// The beginning of the line that sums a run up.
std::string expected_sum(const std::map<std::string, std::string>& outcomes) {
  const auto count = [&](const std::string& wanted) {
    return std::count_if(outcomes.begin(), outcomes.end(),
                         [&](const auto& outcome) { return outcome.second == wanted; });
  };
  return fmt::format("indexer: {} indexed, {} updated, {} unchanged, {} removed, 0 skipped",
                     count("indexed"), count("updated"), count("unchanged"), count("removed"));
}

}  // namespace

TEST_CASE("an index brought up to date equals one made anew, after any changes", "[laws][update]") {
  const unsigned seed = GENERATE(range(1U, 9U));
  CAPTURE(seed);
  RestlessFolder folder(seed);
  IndexerOptions options = folder.archive.indexer_options();
  std::map<std::string, std::string> before;
  std::size_t copies = 0;
  for (int run = 0; run < 12; ++run) {
    CAPTURE(run);
    for (unsigned i = 0; i < 1 + (seed + static_cast<unsigned>(run)) % 7; ++i) folder.change();
    options.keep_duplicates = seed % 4 == 0 && run % 3 == 1;
    options.rebuild = run % 5 == 4;
    const auto result = test::run(folder.archive, options);
    REQUIRE(result.messages.find("error") == std::string::npos);
    REQUIRE(result.code == exit_code::ok);
    const auto now = folder.statements();
    const auto expected = expected_outcomes(std::exchange(before, now), now);
    CHECK(result.outcome_of == expected);
    CHECK_THAT(result.messages, Catch::Contains(expected_sum(expected)));
    copies += now.size() - folder.archive.count("NOT zzzz");
    options.rebuild = false;
    REQUIRE(everything(folder.archive.index_path()) ==
            everything_from_scratch(folder.archive, options));
    // And once more changes nothing.
    const std::string index = test::contents(folder.archive.index_path());
    for (const auto& [id, outcome] : test::run(folder.archive, options).outcome_of)
      CHECK(outcome == "unchanged");
    CHECK(test::contents(folder.archive.index_path()) == index);
  }
  CHECK(copies > 0);
}
