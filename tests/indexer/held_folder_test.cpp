// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/held_folder.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xapian.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <thread>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "searcher/location.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

/// A database at `path` that says which it is, with a word and its position.
void make_database(const std::string& path, int number) {
  Xapian::WritableDatabase database(path, Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  Xapian::Document document;
  document.add_posting("rivers", 1);
  document.set_data("data");
  database.add_document(document);
  database.set_metadata("number", fmt::to_string(number));
  database.commit();
}

void publish(HeldFolder& folder, int number) {
  make_database(folder.next_database(), number);
  folder.publish();
}

int number_of(const std::string& index_path) {
  return std::stoi(open_location(index_path, 1000).get_metadata("number"));
}

bool is_held(const std::string& path) {
  try {
    const HeldFolder folder(path, {});
    return false;
  } catch (const LockedError& error) {
    CHECK(error.exit_code() == exit_code::locked);
    return true;
  }
}

}  // namespace

TEST_CASE("a folder that a writer holds is held against another until the first ends",
          "[held_folder]") {
  const test::TemporaryFolder temporary;
  const std::string path = temporary.path_of("new/index");
  {
    const HeldFolder first(path, {});
    CHECK(first.database().empty());
    CHECK(is_held(path));
    // Another process doesn't get it either.
    CHECK(test::run_child([&] { return is_held(path) ? 7 : 8; }).exit_code == 7);
  }
  CHECK_FALSE(is_held(path));
}

TEST_CASE("who waits for a folder gets it once it is free, or is told after that time",
          "[held_folder]") {
  using Clock = std::chrono::steady_clock;
  const test::TemporaryFolder temporary;
  const std::string path = temporary.path_of("index");
  std::optional<HeldFolder> first(std::in_place, path, std::nullopt);
  const auto start = Clock::now();
  CHECK_THROWS_AS(HeldFolder(path, 0.2), LockedError);
  const std::chrono::duration<double> waited = Clock::now() - start;
  CHECK(waited.count() >= 0.2);
  std::thread second([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    first.reset();
  });
  CHECK_NOTHROW(HeldFolder(path, 30));
  second.join();
}

TEST_CASE("a writer that dies lets go of the folder", "[held_folder]") {
  const test::TemporaryFolder temporary;
  const std::string path = temporary.path_of("index");
  const auto died = test::run_child([&] {
    const HeldFolder folder(path, {});
    std::_Exit(3);
    return 0;
  });
  CHECK(died.exit_code == 3);
  CHECK_FALSE(is_held(path));
}

TEST_CASE("those that are refused leave no file open", "[held_folder]") {
  const test::TemporaryFolder temporary;
  const HeldFolder first(temporary.path_of("index"), {});
  const auto open_files = [] {
    return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
  };
  const auto before = open_files();
  for (int i = 0; i < 5; ++i) CHECK(is_held(first.path()));
  CHECK(open_files() == before);
}

TEST_CASE("a file, or a folder with other files, is no index's and stays as it is",
          "[held_folder]") {
  const test::TemporaryFolder temporary;
  const auto refused = [&](const std::string& path) {
    const auto files = test::files_below(temporary.path());
    CHECK_THROWS_AS(HeldFolder(path, {}), UsageError);
    CHECK(test::files_below(temporary.path()) == files);
  };
  refused(temporary.write("file", "text"));
  temporary.write("folder/notes.txt", "text");
  refused(temporary.path_of("folder"));
  temporary.write("almost/db1x/a", "text");
  refused(temporary.path_of("almost"));
  fs::create_directory(temporary.path_of("empty"));
  CHECK_NOTHROW(HeldFolder(temporary.path_of("empty"), {}));
}

TEST_CASE("a folder that cannot be looked at is named with the system's reason", "[held_folder]") {
  const auto reason = [](const std::string& path) {
    try {
      const HeldFolder folder(path, {});
    } catch (const UsageError& error) {
      return std::string(error.what());
    }
    return std::string("held");
  };
  const test::TemporaryFolder temporary;
  const std::string long_name = temporary.path_of(std::string(300, 'x'));
  CHECK(reason(long_name) == "cannot look at the folder " + long_name + ": File name too long");
  const std::string closed = temporary.path_of("closed");
  fs::create_directory(closed);
  fs::permissions(temporary.path(), fs::perms::group_exec | fs::perms::others_exec,
                  fs::perm_options::add);
  fs::permissions(closed, fs::perms::none);
  // An index that is open to all, but for its database.
  const std::string index = temporary.path_of("index");
  {
    HeldFolder folder(index, {});
    publish(folder, 1);
  }
  fs::permissions(index, fs::perms::all);
  fs::permissions(index + "/lock", fs::perms::all);
  fs::permissions(index + "/db1", fs::perms::none);
  // Root may look into every folder.
  for (const auto& [path, folder] : {std::pair{closed, closed}, {index, index + "/db1"}}) {
    CAPTURE(path);
    const auto child = test::run_child([&, &path = path, &folder = folder] {
      constexpr uid_t nobody = 65534;
      if (geteuid() == 0 && seteuid(nobody) != 0) return 9;
      return reason(path) == "cannot look at the folder " + folder + ": Permission denied" ? 7 : 8;
    });
    CHECK(child.exit_code == 7);
  }
}

TEST_CASE("what a stopped writer left is cleared away, and the current database is not",
          "[held_folder]") {
  const test::TemporaryFolder temporary;
  const std::string path = temporary.path_of("index");
  {
    HeldFolder folder(path, {});
    for (int number = 1; number <= 3; ++number) publish(folder, number);
  }
  CHECK(fs::exists(path + "/db3"));
  temporary.write("index/work/12/postlist.glass", "half");
  temporary.write("index/db7/postlist.glass", "half");
  temporary.write("index/db4/postlist.glass", "half");
  temporary.write("index/XAPIANDB.new", "glass db7\n");

  HeldFolder folder(path, {});
  // Not before it is known to be an index.
  CHECK(fs::exists(path + "/db7"));
  CHECK(folder.database() == path + "/db3");
  const std::string work = folder.work_folder();
  CHECK(fs::is_empty(work));
  for (const auto* left : {"/db7", "/db4", "/XAPIANDB.new"}) CHECK_FALSE(fs::exists(path + left));
  CHECK(number_of(path) == 3);
  CHECK(folder.next_database() == path + "/db4");
}

TEST_CASE("a folder whose first writer was stopped is taken as an empty one", "[held_folder]") {
  const test::TemporaryFolder temporary;
  temporary.write("index/work/1/postlist.glass", "half");
  temporary.write("index/db1/postlist.glass", "half");
  HeldFolder folder(temporary.path_of("index"), {});
  CHECK(folder.database().empty());
  CHECK_THROWS_AS(open_location(folder.path(), 1000), IndexError);
  fs::remove(folder.work_folder());
  publish(folder, 1);
  CHECK(number_of(folder.path()) == 1);
}

TEST_CASE("the folder is an index by one name alone, and a foreign stub is refused",
          "[held_folder]") {
  const test::TemporaryFolder temporary;
  for (const auto* stub : {"glass /etc\n", "auto db1\n", "glass \n", "", "glass ../x\n"}) {
    CAPTURE(stub);
    temporary.write("index/XAPIANDB", stub);
    CHECK_THROWS_AS(HeldFolder(temporary.path_of("index"), {}), IndexError);
    CHECK(test::read_bytes(temporary.path_of("index/XAPIANDB")) == stub);
  }
}

TEST_CASE("a reader that opens the index while it is published never fails", "[held_folder][law]") {
  const test::TemporaryFolder temporary;
  HeldFolder folder(temporary.path_of("index"), {});
  publish(folder, 0);
  std::atomic<bool> stop{false};
  std::atomic<int> opened{0};
  std::string failure;
  std::thread reader([&] {
    try {
      for (int last = 0; !stop; ++opened) {
        const Xapian::Database database = open_location(folder.path(), 1000);
        const int number = std::stoi(database.get_metadata("number"));
        if (number < last) failure = "an older database came back";
        last = number;
        if (!database.has_positions()) failure = "no positions";
        if (database.get_doccount() != 1) failure = "no statement";
      }
    } catch (const std::exception& error) {
      failure = error.what();
    }
  });
  for (int number = 1; number <= 200; ++number) publish(folder, number);
  stop = true;
  reader.join();
  CHECK(failure == "");
  CHECK(opened > 20);
  CHECK(number_of(folder.path()) == 200);
  // Nothing of the others is left.
  const auto names = std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
  CHECK(names == 3);  // lock, XAPIANDB, db201
}

TEST_CASE("a reader that opened before keeps what it has", "[held_folder]") {
  const test::TemporaryFolder temporary;
  HeldFolder folder(temporary.path_of("index"), {});
  publish(folder, 1);
  const Xapian::Database before = open_location(folder.path(), 1000);
  publish(folder, 2);
  CHECK(before.get_metadata("number") == "1");
  CHECK(before.get_document(1).get_data() == "data");
  CHECK(before.has_positions());
  CHECK(number_of(folder.path()) == 2);
}

TEST_CASE("a database that is removed before it is replaced would be seen",
          "[held_folder][control]") {
  const test::TemporaryFolder temporary;
  HeldFolder folder(temporary.path_of("index"), {});
  publish(folder, 1);
  fs::remove_all(folder.database());
  CHECK_THROWS_AS(open_location(folder.path(), 1000), IndexError);
}
