// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <thread>

#include "common/error.hpp"
#include "common/files/file_bytes.hpp"
#include "indexer/sources/source.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

Names names_of(const SourceListing& listing) {
  Names names;
  for (const SourceFile& file : listing.files) names.push_back(file.name);
  return names;
}

std::string reason_of(const SourceListing& listing, const std::string& name) {
  for (const SkippedInput& skipped : listing.skipped) {
    if (skipped.name == name) return skipped.reason;
  }
  return {};
}

/// Runs as a user to whom permissions mean something, in a process of its own.
test::ChildResult run_unprivileged(const std::function<int()>& body) {
  return test::run_child([&] {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && seteuid(nobody) != 0) return 77;
    return body();
  });
}

}  // namespace

TEST_CASE("a folder is listed with all below it, bytewise by name, without dotfiles", "[sources]") {
  const test::TemporaryFolder folder;
  for (const char* name : {"b.txt", "a/z.txt", "a.txt", "B.txt", "a b/c d.txt", "é.txt",
                           ".DS_Store", "._b.txt", ".git/config", "a/.hidden/x.txt"}) {
    folder.write(name, "text");
  }
  fs::create_directory(folder.path_of("empty"));
  const SourceListing listing = list_sources(folder.path());
  CHECK(names_of(listing) == Names{"B.txt", "a b/c d.txt", "a.txt", "a/z.txt", "b.txt", "é.txt"});
  CHECK(listing.skipped.empty());
  CHECK(listing.root == folder.path());
}

TEST_CASE("a file knows its root, path, size and time", "[sources]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write("in/a.txt", "four");
  const timespec times[2] = {{1, 0}, {1'600'000'000, 123'456'789}};
  REQUIRE(utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
  const SourceListing listing = list_sources(folder.path());
  REQUIRE(listing.files.size() == 1);
  const SourceFile& file = listing.files.front();
  CHECK(*file.root == folder.path());
  CHECK(file.path() == path);
  CHECK(file.size_bytes == 4);
  CHECK(file.modified_ns == 1'600'000'000'123'456'789);
}

TEST_CASE("a file given itself is its own root, a dotfile too", "[sources]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.write(".hidden.txt", "text");
  const SourceListing listing = list_sources(path);
  CHECK(listing.root == path);
  CHECK(names_of(listing) == Names{".hidden.txt"});
}

TEST_CASE("a root is the same however it is written", "[sources]") {
  const test::TemporaryFolder folder;
  folder.write("real/a.txt", "text");
  fs::create_symlink("real", folder.path_of("link"));
  for (const char* written : {"real", "real/", "real/../real/.", "link", "link/"}) {
    CAPTURE(written);
    const SourceListing listing = list_sources(folder.path_of(written));
    CHECK(listing.root == folder.path_of("real"));
    CHECK(names_of(listing) == Names{"a.txt"});
  }
}

TEST_CASE("what is no file is skipped with the reason, and no loop is walked", "[sources]") {
  const test::TemporaryFolder folder;
  folder.write("a.txt", "text");
  fs::create_symlink("a.txt", folder.path_of("link.txt"));
  fs::create_symlink("gone.txt", folder.path_of("broken.txt"));
  fs::create_symlink("self.txt", folder.path_of("self.txt"));
  fs::create_directory(folder.path_of("folder"));
  fs::create_symlink("..", folder.path_of("folder/loop"));
  REQUIRE(mkfifo(folder.path_of("fifo.txt").c_str(), 0600) == 0);
  const SourceListing listing = list_sources(folder.path());
  CHECK(names_of(listing) == Names{"a.txt", "link.txt"});
  CHECK(listing.skipped.size() == 4);
  CHECK(reason_of(listing, "fifo.txt") == "no regular file");
  CHECK(reason_of(listing, "folder/loop") == "link to a folder: not followed");
  CHECK(reason_of(listing, "broken.txt") == "broken link: No such file or directory");
  CHECK_THAT(reason_of(listing, "self.txt"), Catch::StartsWith("broken link: "));
}

TEST_CASE("bytes of a name that are not UTF-8 are written with a percent sign", "[sources]") {
  const test::TemporaryFolder folder;
  folder.write("caf\xe9/100%.txt", "text");
  folder.write("a\nb.txt", "text");
  const SourceListing listing = list_sources(folder.path());
  CHECK(names_of(listing) == Names{"a\nb.txt", "caf%E9/100%.txt"});
  CHECK(fs::exists(listing.files.back().path()));
}

TEST_CASE("two names that are written alike don't become one", "[sources]") {
  const test::TemporaryFolder folder;
  folder.write("\xff.txt", "text");
  folder.write("%FF.txt", "text");
  const SourceListing listing = list_sources(folder.path());
  CHECK(names_of(listing) == Names{"%FF.txt"});
  CHECK(reason_of(listing, "%FF.txt") == "two files' names are written so");
}

TEST_CASE("a path that is not there or is no file is a usage error", "[sources]") {
  const test::TemporaryFolder folder;
  REQUIRE(mkfifo(folder.path_of("fifo").c_str(), 0600) == 0);
  CHECK_THROWS_AS(list_sources(folder.path_of("none")), UsageError);
  CHECK_THROWS_AS(list_sources(folder.path_of("fifo")), UsageError);
  CHECK_THROWS_AS(list_sources("/dev/null"), UsageError);
  CHECK_THROWS_AS(list_sources(""), UsageError);
}

TEST_CASE("a folder that can't be read is skipped below a path, and an error as one", "[sources]") {
  const test::TemporaryFolder folder;
  folder.write("locked/a.txt", "text");
  folder.write("b.txt", "text");
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder.path_of("locked"), fs::perms::none);
  const auto result = run_unprivileged([&] {
    const SourceListing listing = list_sources(folder.path());
    if (names_of(listing) != Names{"b.txt"}) return 1;
    if (reason_of(listing, "locked/") != "cannot read folder: Permission denied") return 2;
    try {
      list_sources(folder.path_of("locked"));
    } catch (const UsageError&) {
      return 0;
    }
    return 3;
  });
  fs::permissions(folder.path_of("locked"), fs::perms::all);
  if (result.exit_code != 77) CHECK(result.exit_code == 0);
}

TEST_CASE("a deep tree is walked to its end", "[sources]") {
  const test::TemporaryFolder folder;
  std::string name;
  for (int depth = 0; depth < 500; ++depth) name += "d/";
  folder.write(name + "a.txt", "text");
  CHECK(names_of(list_sources(folder.path())) == Names{name + "a.txt"});
}

TEST_CASE("a file's bytes are read whole, up to the limit", "[sources]") {
  const test::TemporaryFolder folder;
  constexpr std::size_t mib = 1U << 20U;
  const std::string full(mib, 'x');
  CHECK(read_file_bytes(folder.write("empty", ""), mib) == std::string());
  CHECK(read_file_bytes(folder.write("full", full), mib) == full);
  CHECK(read_file_bytes(folder.write("more", full + "x"), mib).error() == "larger than 1 MiB");
}

TEST_CASE("a file without a size of its own is read to its end", "[sources]") {
  CHECK(read_file_bytes("/proc/self/status", 10).error() == "larger than 0 MiB");
  const auto bytes = read_file_bytes("/proc/self/status", 1U << 20U);
  REQUIRE(bytes);
  CHECK_FALSE(bytes->empty());
}

TEST_CASE("reading never waits for a FIFO, and says why it can't read", "[sources]") {
  const test::TemporaryFolder folder;
  REQUIRE(mkfifo(folder.path_of("fifo").c_str(), 0600) == 0);
  CHECK(read_file_bytes(folder.path_of("fifo"), 10).error() == "no regular file");
  CHECK(read_file_bytes(folder.path(), 10).error() == "no regular file");
  CHECK(read_file_bytes(folder.path_of("gone"), 10).error() == "No such file or directory");
  // A regular file to look at, and nothing stands where it begins.
  CHECK(read_file_bytes("/proc/self/mem", 10).error() == "Input/output error");
}
