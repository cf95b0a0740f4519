// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/temporary_folder.hpp"

// Files that are none, that change as they are read, or stand where the index should: reported,
// never waited for, never written to.

using namespace demarche;
using Arguments = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

const std::string indexer = BINARY_DIR "/indexer/indexer";
const std::string searcher = BINARY_DIR "/searcher/searcher";

/// A run that hangs is killed, and fails the test by its exit code, 137.
test::ChildResult index(Arguments arguments) {
  const Arguments limit = {"-s", "KILL", "60", indexer};
  arguments.insert(arguments.begin(), limit.begin(), limit.end());
  return test::run("/usr/bin/timeout", arguments);
}

/// Why inputs were skipped, by their names in the report.
std::map<std::string, std::string> skipped(const std::string& report) {
  std::map<std::string, std::string> reasons;
  std::ifstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    if (record.at("outcome") == "skipped") reasons[record.at("input")] = record.at("reason");
  }
  return reasons;
}

void make_socket(const std::string& path) {
  const int number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  REQUIRE(path.size() < sizeof address.sun_path);
  std::strcpy(address.sun_path, path.c_str());
  REQUIRE(bind(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  close(number);
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(lstat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE(
    "loops of links, FIFOs, sockets, devices and odd names are reported, and none is waited for",
    "[reliability][hostile]") {
  const test::TemporaryFolder folder;
  const std::string source = folder.path_of("source") + '/';
  folder.write("source/sound.txt", "Of ferries.\n");
  folder.write("source/deep/\xff\xfe.txt", "Of rivers.\n");
  fs::create_symlink("..", source + "deep/up");
  fs::create_symlink("two.txt", source + "one.txt");
  fs::create_symlink("one.txt", source + "two.txt");
  fs::create_symlink("/dev/zero", source + "zero.txt");
  fs::create_symlink("/nowhere", source + "nowhere.txt");
  for (const char* name : {"fifo.txt", "fifo.html", "fifo.zip", "fifo.pdf"})
    REQUIRE(mkfifo((source + name).c_str(), 0600) == 0);
  make_socket(source + "socket.txt");
  if (geteuid() == 0) {
    REQUIRE(mknod((source + "null.txt").c_str(), S_IFCHR | 0600, makedev(1, 3)) == 0);
    REQUIRE(mknod((source + "disk.txt").c_str(), S_IFBLK | 0600, makedev(7, 200)) == 0);
  }
  const std::string report = folder.path_of("report.jsonl");
  const auto result = index({"--db", folder.path_of("index"), "--report", report, source});
  INFO(result.err);
  CHECK(result.exit_code == 1);
  const auto reasons = skipped(report);
  CHECK(reasons.size() == (geteuid() == 0 ? 12U : 10U));
  std::size_t others = 0;
  for (const auto& [name, reason] : reasons) others += reason == "no regular file";
  CHECK(others == (geteuid() == 0 ? 8U : 6U));
  const auto found =
      test::run(searcher, {"--db", folder.path_of("index"), "-f", "ids", "ferries OR rivers"});
  CHECK(found.out.find("deep/%FF%FE.txt\n") != std::string::npos);
  CHECK(found.out.find("sound.txt\n") != std::string::npos);
}

TEST_CASE("a PATH, a report or an index that is a FIFO or a device is not waited for",
          "[reliability][hostile]") {
  const test::TemporaryFolder folder;
  const std::string fifo = folder.path_of("fifo");
  REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  folder.write("source/a.txt", "Of ferries.\n");
  const std::string source = folder.path_of("source"), to = folder.path_of("index");
  CHECK(index({"--db", to, fifo}).exit_code == 2);
  CHECK(index({"--db", to, "/dev/zero"}).exit_code == 2);
  CHECK(index({"--db", to, "--report", fifo, source}).exit_code == 2);
  CHECK(index({"--db", fifo, source}).exit_code == 2);
  CHECK_FALSE(fs::exists(to));
}

TEST_CASE("files that grow, shrink, vanish and turn into others as they are read end no run",
          "[reliability][hostile][soak][long]") {
  test::Effort runs("runs over restless files", 3);
  const test::TemporaryFolder folder;
  const std::string source = folder.path_of("source");
  const auto path = [&](std::size_t i) { return fmt::format("{}/{}.txt", source, i); };
  for (std::size_t i = 0; i < 40; ++i) folder.write(fmt::format("source/{}.txt", i), "Ferry.\n");
  std::atomic<bool> stop{false};
  std::thread restless([&] {
    std::mt19937_64 random(runs.seed());
    while (!stop) {
      const std::string file = path(random() % 40);
      std::error_code error;
      switch (random() % 6) {
        case 0:
          fs::remove_all(file, error);
          break;
        case 1:
          fs::remove_all(file, error);
          mkfifo(file.c_str(), 0600);
          break;
        case 2:
          fs::remove_all(file, error);
          fs::create_directory(file, error);
          break;
        case 3:
          fs::resize_file(file, 3, error);
          break;
        default:
          if (!fs::is_directory(file, error) && !fs::is_fifo(file, error))
            std::ofstream(file, std::ios::app) << "The ferry of pier " << random() << " grows.\n";
      }
    }
  });
  while (runs.goes_on()) {
    const auto result = index({"--db", folder.path_of("index"), source});
    INFO(result.err);
    // 2: a moment in which no file was left to be indexed.
    CHECK((result.exit_code == 0 || result.exit_code == 1 || result.exit_code == 2));
    CHECK(result.err.find("internal error") == std::string::npos);
  }
  stop = true;
  restless.join();
  // Once they rest, the index is theirs.
  for (std::size_t i = 0; i < 40; ++i) {
    fs::remove_all(path(i));
    folder.write(fmt::format("source/{}.txt", i), fmt::format("The ferry of pier {}.\n", i));
  }
  CHECK(index({"-q", "--db", folder.path_of("index"), source}).exit_code == 0);
  CHECK(test::run(searcher, {"--db", folder.path_of("index"), "-c", "ferry"}).out == "40\n");
  CHECK(index({"--db", folder.path_of("index"), "--check"}).exit_code == 0);
}

TEST_CASE("the index has the permissions that the user's umask leaves", "[reliability][hostile]") {
  const test::TemporaryFolder folder;
  folder.write("source/a.txt", "Of ferries.\n");
  for (const mode_t mask : {0002U, 0022U, 0077U}) {
    CAPTURE(mask);
    const std::string to = folder.path_of(fmt::format("index{}", mask));
    const auto run = [&](Arguments arguments) {
      return test::run_child([&] {
        umask(mask);
        arguments.insert(arguments.begin(), {"-q", "--db", to});
        return test::run(indexer, arguments).exit_code;
      });
    };
    REQUIRE(run({folder.path_of("source")}).exit_code == 0);
    folder.write("more/b.txt", fmt::format("Of rivers {}.\n", mask));
    REQUIRE(run({folder.path_of("more")}).exit_code == 0);
    CHECK(mode_of(to) == (0777U & ~mask));
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(to)) {
      INFO(entry.path());
      CHECK(mode_of(entry.path().string()) == ((entry.is_directory() ? 0777U : 0666U) & ~mask));
      ++files;
    }
    CHECK(files >= 9);
  }
}

TEST_CASE("a link or a FIFO in the place of the index's own files is not followed",
          "[reliability][hostile]") {
  const test::TemporaryFolder folder;
  const std::string victim = folder.write("victim/precious.txt", "precious\n");
  folder.write("source/a.txt", "Of ferries.\n");
  const std::string to = folder.path_of("index"), source = folder.path_of("source");
  const auto is_untouched = [&] {
    return test::files_below(folder.path_of("victim")).size() == 1 &&
           test::read_bytes(victim) == "precious\n";
  };
  SECTION("before there is an index") {
    fs::create_directory(to);
    const std::string name = GENERATE("lock", "XAPIANDB.new", "work", "db1");
    CAPTURE(name);
    const bool is_folder = name == "work" || name == "db1";
    const int kind = GENERATE(0, 1);
    if (kind == 0)
      fs::create_symlink(is_folder ? folder.path_of("victim") : victim, to + '/' + name);
    else
      REQUIRE(mkfifo((to + '/' + name).c_str(), 0600) == 0);
    const auto result = index({"--db", to, source});
    INFO(result.err);
    CHECK((result.exit_code == 0 || result.exit_code == 2));
    CHECK(is_untouched());
    if (result.exit_code == 0) CHECK(index({"--db", to, "--check"}).exit_code == 0);
  }
  SECTION("in an index") {
    REQUIRE(index({"-q", "--db", to, source}).exit_code == 0);
    const std::string name = GENERATE("db1/iamglass.tmp", "db1/docdata.glass", "db1/checksums.new",
                                      "db1/new", "db2", "XAPIANDB.new", "work");
    CAPTURE(name);
    fs::remove_all(to + '/' + name);
    fs::create_symlink(name == "db2" || name == "work" ? folder.path_of("victim") : victim,
                       to + '/' + name);
    folder.write("source/b.txt", "Of rivers.\n");
    const auto update = index({"--db", to, source});
    INFO(update.err);
    CHECK((update.exit_code == 0 || update.exit_code == 2));
    CHECK(is_untouched());
    CHECK(index({"--db", to, "--rebuild", source}).exit_code == (name.starts_with("db1") ? 2 : 0));
    CHECK(is_untouched());
  }
  SECTION("the whole database") {
    REQUIRE(index({"-q", "--db", to, source}).exit_code == 0);
    fs::rename(to + "/db1", folder.path_of("elsewhere"));
    fs::create_symlink(folder.path_of("elsewhere"), to + "/db1");
    folder.write("source/b.txt", "Of rivers.\n");
    const auto update = index({"--db", to, source});
    CHECK(update.exit_code == 2);
    CHECK_THAT(update.err, Catch::Contains("a link in place of its own file"));
  }
}
