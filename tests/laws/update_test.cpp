// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <random>
#include <string>
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

  void change() {
    switch (pick(6)) {
      case 0:
      case 1:
        write(fmt::format("{}/{}.txt", pick(3), pick(12)), text());
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
    std::vector<std::size_t> ids(20);
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = i;
    std::shuffle(ids.begin(), ids.end(), random_);
    for (std::size_t i = 0, count = 1 + pick(6); i < count; ++i) {
      if (has_ids) table += fmt::format("{}-{},", name, ids[i]);
      table += fmt::format("{},{}\n", sentence(), pick(2) == 0 ? "https://rows.example" : "");
    }
    write(name, table);
  }

  void write_records(const std::string& name) {
    std::string lines;
    for (std::size_t i = 0, count = 1 + pick(5); i < count; ++i)
      lines += fmt::format("{{\"id\": \"{}:{}\", \"text\": \"{}\"}}\n", name, i, sentence());
    write(name, lines);
  }

  void write(const std::string& name, const std::string& bytes) {
    archive.write(name, bytes);
    // Long ago, so that the time proves something, and each time another.
    test::set_time(archive.source() + '/' + name, 1'600'000'000 + ++time_);
    files_[name] = bytes;
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
    const std::string bytes = files_[from];
    remove(from);
    write(fmt::format("{}/moved{}.txt", pick(3), pick(9)), bytes);
  }

  std::mt19937 random_;
  std::map<std::string, std::string> files_;
  int time_ = 0;
};

}  // namespace

TEST_CASE("an index brought up to date equals one made anew, after any changes", "[laws][update]") {
  const unsigned seed = GENERATE(range(1U, 9U));
  CAPTURE(seed);
  RestlessFolder folder(seed);
  IndexerOptions options = folder.archive.indexer_options();
  for (int run = 0; run < 12; ++run) {
    CAPTURE(run);
    for (unsigned i = 0; i < 1 + (seed + static_cast<unsigned>(run)) % 7; ++i) folder.change();
    options.keep_duplicates = seed % 4 == 0 && run % 3 == 1;
    options.rebuild = run % 5 == 4;
    const auto result = test::run(folder.archive, options);
    REQUIRE(result.messages.find("error") == std::string::npos);
    REQUIRE(result.code == exit_code::ok);
    options.rebuild = false;
    REQUIRE(everything(folder.archive.index_path()) ==
            everything_from_scratch(folder.archive, options));
    // And once more changes nothing.
    const std::string before = test::contents(folder.archive.index_path());
    for (const auto& [input, outcome] : test::run(folder.archive, options).outcomes)
      CHECK(outcome.find("indexed") == std::string::npos);
    CHECK(test::contents(folder.archive.index_path()) == before);
  }
}
