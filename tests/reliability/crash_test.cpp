// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <sys/mount.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/index/index_folder.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/pipeline_run.hpp"
#include "tests/support/restless_folder.hpp"
#include "tests/support/temporary_folder.hpp"

// Whatever ends a run of the indexer, the index is in the state before it or in that after it,
// and the next run makes it what an undisturbed one would have made.

using namespace demarche;
using test::Environment;
using Arguments = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const std::string indexer = BINARY_DIR "/indexer/indexer";
const std::string searcher = BINARY_DIR "/searcher/searcher";

#ifdef FAILING_DISK
const std::string failing_disk = FAILING_DISK;
#else
const std::string failing_disk;
#endif

/// Whether a disk can be made to fail.
bool has_failing_disk() {
  if (failing_disk.empty()) WARN("skipped: a sanitizer's write() comes before that of a bad disk");
  return !failing_disk.empty();
}

/// So that two runs write the same, and write out often.
const Environment steady = {{"SOURCE_DATE_EPOCH", "1700000000"}, {"XAPIAN_FLUSH_THRESHOLD", "3"}};

test::ChildResult run(const Arguments& arguments, const Environment& more = {}) {
  Environment environment = steady;
  environment.insert(more.begin(), more.end());
  return test::run(indexer, arguments, "/dev/null", test::ChildStdout::pipe, environment);
}

/// Everything in an index; nothing where there is none.
std::string contents(const std::string& index) {
  return current_database(index).empty() ? "" : test::contents(index);
}

void copy_index(const std::string& from, const std::string& to) {
  fs::remove_all(to);
  if (fs::exists(from)) fs::copy(from, to, fs::copy_options::recursive);
}

/// An index, and a run of the indexer that changes it.
class Work {
public:
  Work(std::string title, Arguments arguments)
      : name(std::move(title)), arguments_(std::move(arguments)) {}

  std::string name;
  test::TemporaryFolder folder;
  std::string start = folder.path_of("start");  ///< the index before
  std::string index = folder.path_of("index");  ///< of one trial
  std::string before, after;                    ///< contents()
  double seconds = 0;                           ///< that the run takes

  Arguments arguments() const {
    Arguments all = {"--db", index};
    all.insert(all.end(), arguments_.begin(), arguments_.end());
    return all;
  }
  /// Makes the undisturbed run.
  void prepare() {
    before = contents(start);
    copy_index(start, index);
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(run(arguments()).exit_code == 0);
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    after = contents(index);
    REQUIRE(after != before);
  }
  /// How many calls of a kind the undisturbed run makes below the index.
  long calls(const std::string& call) const {
    copy_index(start, index);
    const std::string count = folder.path_of("count");
    run(arguments(), disk(call, {{"FAILING_DISK_COUNT", count}}));
    return std::stol(test::read_bytes(count));
  }
  Environment disk(const std::string& call, const Environment& settings) const {
    Environment environment = {
        {"LD_PRELOAD", failing_disk}, {"FAILING_DISK_FOLDER", index}, {"FAILING_DISK_CALL", call}};
    environment.insert(settings.begin(), settings.end());
    return environment;
  }

private:
  Arguments arguments_;
};

/// Works of every kind, on folders of their own.
class Works {
public:
  explicit Works(unsigned seed) : folder_(seed), grown_(seed + 1000) {
    for (int i = 0; i < 25; ++i) folder_.change();
    const std::string files = folder_.archive.source();
    const auto add = [&](const char* name, Arguments arguments, const std::string& start) {
      all_.push_back(std::make_unique<Work>(name, std::move(arguments)));
      copy_index(start, all_.back()->start);
    };
    const std::string old_index = more_.path_of("old"), shares = more_.path_of("share");
    REQUIRE(run({"--db", old_index, files}).exit_code == 0);
    for (const char* share : {"1", "2"})
      REQUIRE(
          run({"--db", shares + share, "--shard", std::string(share) + "/2", files}).exit_code ==
          0);
    add("a first run", {files}, more_.path_of("none"));
    add("a merge", {"--merge", shares + "1", shares + "2"}, more_.path_of("none"));
    for (int i = 0; i < 8; ++i) folder_.change();
    add("an update in place", {"--keep-versions", files}, old_index);
    add("a rebuild", {"--rebuild", files}, old_index);
    // So much that the database is built anew.
    const std::string grown = grown_.archive.source(), grown_index = more_.path_of("grown");
    for (int i = 0; i < 25; ++i) grown_.change();
    REQUIRE(run({"--db", grown_index, grown}).exit_code == 0);
    for (int i = 0; i < 8; ++i) grown_.change();
    grown_.archive.write("long.txt", long_text());
    test::set_time(grown + "/long.txt", 1'600'000'000);
    add("an update by building", {grown}, grown_index);
    for (const auto& work : all_) work->prepare();
  }

  const std::vector<std::unique_ptr<Work>>& all() const { return all_; }

private:
  static std::string long_text() {
    std::string text;
    for (int i = 0; i < 8000; ++i) text += fmt::format("Pier{} has its ferry. ", i % 500);
    return text;
  }

  test::RestlessFolder folder_, grown_;
  test::TemporaryFolder more_;
  std::vector<std::unique_ptr<Work>> all_;
};

bool is_sound(const std::string& index) {
  const auto check = run({"--db", index, "--check"});
  INFO(check.err);
  CHECK(check.exit_code == 0);
  return check.exit_code == 0;
}

/// What a disturbed run leaves, and what the next one makes of it.
void examine(const Work& work, const test::ChildResult& disturbed) {
  INFO("exit code " << disturbed.exit_code << ": " << disturbed.err);
  CHECK(disturbed.err.find("internal error") == std::string::npos);
  const std::string left = contents(work.index);
  const bool is_before = left == work.before;
  const bool is_after = left == work.after;
  CHECK((is_before || is_after));
  if (disturbed.exit_code == 0) CHECK(is_after);
  if (disturbed.exit_code > 0 && disturbed.exit_code != 137) {
    CHECK(disturbed.exit_code == 2);
    CHECK(disturbed.err.find("error: ") != std::string::npos);
    // It says so, where the state is new although something failed.
    CHECK(is_after == (disturbed.err.find("is written") != std::string::npos));
  }
  if (!left.empty()) {
    is_sound(work.index);
    const auto found = test::run(searcher, {"--db", work.index, "-c", "ferry OR pier"});
    CHECK(found.exit_code == 0);
    CHECK(found.err == "");
  }
  const bool is_merged = is_after && work.name == "a merge";
  if (!is_merged) {
    const auto next = run(work.arguments());
    INFO("the next run: " << next.err);
    CHECK(next.exit_code == 0);
  }
  CHECK(contents(work.index) == work.after);
  const auto check = run({"--db", work.index, "--check"});
  CHECK(check.err == fmt::format("indexer: checked: the index {} is sound\n", work.index));
  std::size_t names = 0;
  for (const auto& entry : fs::directory_iterator(work.index)) {
    (void)entry;
    ++names;
  }
  // lock, XAPIANDB, the database; what a merge leaves that was killed at its very end awaits a run.
  if (!is_merged) CHECK(names == 3);
}

}  // namespace

TEST_CASE("a run that is killed loses nothing that was committed, and the next completes it",
          "[reliability][crash][soak][long]") {
  if (!has_failing_disk()) return;
  test::Effort kills("kills of a writer survived", 12);
  const Works works(static_cast<unsigned>(kills.seed()));
  std::vector<long> calls;
  for (const auto& work : works.all()) {
    calls.push_back(work->calls("any"));
    CHECK(calls.back() > 10);
  }
  while (kills.goes_on()) {
    const std::size_t which = kills.pick(works.all().size());
    const Work& work = *works.all()[which];
    copy_index(work.start, work.index);
    INFO(work.name);
    if (kills.pick(3) == 0) {
      const double seconds = work.seconds * static_cast<double>(kills.pick(1000)) / 1000;
      INFO("after " << seconds << " s");
      Arguments arguments = {"-s", "KILL", fmt::format("{:.5f}", seconds + 0.0001), indexer};
      for (const std::string& argument : work.arguments()) arguments.push_back(argument);
      examine(work, test::run("/usr/bin/timeout", arguments, "/dev/null", test::ChildStdout::pipe,
                              steady));
    } else {
      const auto call = 1 + kills.pick(static_cast<std::size_t>(calls[which]));
      const bool torn = kills.pick(3) == 0;
      INFO((torn ? "within call " : "at call ") << call);
      const auto killed =
          run(work.arguments(), work.disk("any", {{"FAILING_DISK_FROM", std::to_string(call)},
                                                  {"FAILING_DISK_ERROR", torn ? "torn" : "kill"}}));
      examine(work, killed);
    }
  }
}

TEST_CASE("a run whose writes fail says so, and leaves the index as it was",
          "[reliability][crash][soak][long]") {
  if (!has_failing_disk()) return;
  test::Effort failures("failed writes survived", 10);
  const Works works(static_cast<unsigned>(failures.seed()));
  const std::array<std::string, 4> kinds = {"write", "sync", "rename", "create"};
  const std::array<int, 4> errors = {EIO, ENOSPC, EDQUOT, EROFS};
  std::vector<std::array<long, 4>> calls;
  for (const auto& work : works.all()) {
    auto& counts = calls.emplace_back();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      INFO(work->name << ' ' << kinds[i]);
      counts[i] = work->calls(kinds[i]);
      CHECK(counts[i] > 0);
    }
  }
  while (failures.goes_on()) {
    const std::size_t which = failures.pick(works.all().size());
    const std::size_t kind = failures.pick(kinds.size());
    const Work& work = *works.all()[which];
    const auto call = 1 + failures.pick(static_cast<std::size_t>(calls[which][kind]));
    const int error = errors[failures.pick(errors.size())];
    Environment settings = {{"FAILING_DISK_FROM", std::to_string(call)},
                            {"FAILING_DISK_ERROR", std::to_string(error)}};
    const bool once = failures.pick(2) == 0;
    if (once) settings["FAILING_DISK_ONCE"] = "1";
    INFO(work.name << ": " << kinds[kind] << ' ' << call << (once ? "" : " and later ones")
                   << " fail with errno " << error);
    copy_index(work.start, work.index);
    examine(work, run(work.arguments(), work.disk(kinds[kind], settings)));
  }
}

TEST_CASE("an index that is written, though the disk does not say that it will last, is said to be",
          "[reliability][crash]") {
  if (!has_failing_disk()) return;
  const test::TemporaryFolder files;
  files.write("a.txt", "The ferry was late at the pier.\n");
  Work work("a first run", {files.path()});
  work.prepare();
  copy_index(work.start, work.index);
  const std::string last = std::to_string(work.calls("sync"));
  copy_index(work.start, work.index);
  const auto failed =
      run(work.arguments(), work.disk("sync", {{"FAILING_DISK_FROM", last},
                                               {"FAILING_DISK_ERROR", std::to_string(EIO)}}));
  CHECK_THAT(failed.err, Catch::Contains("is written, but the disk does not say that it will last: "
                                         "Input/output error"));
  examine(work, failed);
}

namespace {

/// A file system in memory of so many bytes, below a folder, for the object's life.
class SmallDisk {
public:
  SmallDisk(std::string path, std::size_t bytes) : path_(std::move(path)) {
    fs::create_directories(path_);
    is_mounted_ =
        mount("tmpfs", path_.c_str(), "tmpfs", 0, fmt::format("size={}", bytes).c_str()) == 0;
  }
  ~SmallDisk() {
    if (is_mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool is_mounted() const { return is_mounted_; }
  void remount(std::size_t bytes, bool read_only) const {
    REQUIRE(mount("tmpfs", path_.c_str(), "tmpfs", read_only ? MS_REMOUNT | MS_RDONLY : MS_REMOUNT,
                  fmt::format("size={}", bytes).c_str()) == 0);
  }

private:
  std::string path_;
  bool is_mounted_;
};

}  // namespace

TEST_CASE("a full disk, and one that takes no writes, leave the index as it was",
          "[reliability][crash][soak][long]") {
  test::Effort disks("full disks survived", 4);
  const Works works(static_cast<unsigned>(disks.seed()));
  constexpr std::size_t enough = 64U << 20U;
  while (disks.goes_on()) {
    Work& work = *works.all()[disks.pick(works.all().size())];
    const std::string index = work.index;
    const std::string mounted = work.folder.path_of("disk");
    const SmallDisk disk(mounted, enough);
    if (!disk.is_mounted()) {
      WARN("skipped: to mount a small disk takes root's rights");
      return;
    }
    work.index = mounted + "/index";
    copy_index(work.start, work.index);
    const std::size_t used = enough - fs::space(mounted).available;
    const std::size_t pages = disks.pick(250);
    const bool read_only = disks.pick(10) == 0;
    INFO(work.name << ", with " << pages << " pages"
                   << (read_only ? " that can't be written" : ""));
    disk.remount(used + pages * 4096, read_only);
    const auto disturbed = run(work.arguments());
    disk.remount(enough, false);
    if (read_only) CHECK(disturbed.exit_code == 2);
    examine(work, disturbed);
    work.index = index;
  }
}
