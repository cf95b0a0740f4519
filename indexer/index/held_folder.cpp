// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/held_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <thread>
#include <utility>

#include "common/error.hpp"
#include "common/files/durable_file.hpp"
#include "common/files/folder.hpp"
#include "common/index/index_folder.hpp"
#include "common/program.hpp"
#include "indexer/index/checksums.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

constexpr const char* lock_name = "lock";
constexpr const char* work_name = "work";
constexpr const char* new_stub_name = "XAPIANDB.new";
/// Databases are called `db1`, `db2` …, each new one by the next number.
constexpr std::string_view database_prefix = "db";

/// The number of a database's folder; 0 where the name is none of ours.
unsigned database_number(std::string_view name) {
  if (!name.starts_with(database_prefix)) return 0;
  name.remove_prefix(database_prefix.size());
  unsigned number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc{} && end == name.data() + name.size() ? number : 0;
}

bool is_ours(const std::string& name) {
  return name == stub_name || name == new_stub_name || name == lock_name || name == work_name ||
         database_number(name) > 0;
}

[[noreturn]] void throw_unseen(const std::string& path, const std::error_code& error) {
  throw UsageError(fmt::format("cannot look at the folder {}: {}", path, error.message()));
}

void check_folder(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return;
  if (error) throw_unseen(path, error);
  if (status.type() != fs::file_type::directory)
    throw UsageError(fmt::format("{} is not a folder, so no index can be there", path));
  // Whose it is will be said when it is opened.
  if (is_database(path)) return;
  const auto names = names_in(path);
  if (!names) throw_unseen(path, names.error());
  if (!std::all_of(names->begin(), names->end(), is_ours))
    throw UsageError(fmt::format("the folder {} holds other files", path),
                     "name an empty or new folder with --db");
}

[[noreturn]] void throw_unwritable(const std::string& path, int number) {
  throw IndexError(fmt::format("cannot write the index {}: {}", path, std::strerror(number)),
                   "see the disk's room and permissions");
}

/// Makes a folder where nothing stood. By the user's umask alone: Xapian would make one that no
/// group may write to.
void make_folder(const std::string& folder) {
  std::error_code error;
  const bool is_new = fs::create_directory(folder, error);
  if (error || !is_new) throw_unwritable(folder, error ? error.value() : EEXIST);
}

/// A link in the place of one of the index's own files could have others written to.
void refuse_links(const std::string& database, const std::string& index) {
  const auto refuse = [&](const fs::path& link) {
    throw UsageError(
        fmt::format("the index {} holds a link in place of its own file: {}", index, link.string()),
        "remove the link, or name another folder with --db");
  };
  std::error_code error;
  if (fs::is_symlink(fs::symlink_status(database, error))) refuse(database);
  const auto names = names_in(database);
  // One that is not there will be said to be so when it is opened.
  if (!names && names.error() != std::errc::no_such_file_or_directory)
    throw_unseen(database, names.error());
  for (const std::string& name : names.value_or(std::vector<std::string>())) {
    const fs::path path = database + '/' + name;
    if (fs::is_symlink(fs::symlink_status(path, error))) refuse(path);
  }
}

}  // namespace

HeldFolder::HeldFolder(std::string path, std::optional<double> wait_seconds)
    : path_(std::move(path)) {
  check_folder(path_);
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) throw UsageError(fmt::format("cannot make the folder {}: {}", path_, error.message()));
  // A database of another program is told from an index, and left as it is.
  if (is_database(path_)) {
    database_ = path_;
    return;
  }
  lock(wait_seconds);
  database_ = current_database(path_);
  if (!database_.empty()) refuse_links(database_, path_);
}

HeldFolder::~HeldFolder() {
  if (is_begun_) clear_away();
}

void HeldFolder::lock(std::optional<double> wait_seconds) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  const std::string file = path_ + '/' + lock_name;
  lock_ = Descriptor(open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (lock_.number() < 0)
    throw IndexError(fmt::format("cannot lock the index {}: {}", path_, std::strerror(errno)),
                     "see who may write to its folder");
  for (;;) {
    struct flock all {};
    all.l_type = F_WRLCK;
    all.l_whence = SEEK_SET;
    // Of the open file, not of the process: closing another descriptor of it keeps the lock.
    if (fcntl(lock_.number(), F_OFD_SETLK, &all) == 0) return;
    if (errno != EAGAIN && errno != EACCES)
      throw IndexError(fmt::format("cannot lock the index {}: {}", path_, std::strerror(errno)));
    const std::chrono::duration<double> waited = Clock::now() - start;
    if (!wait_seconds || waited.count() >= *wait_seconds)
      throw LockedError(fmt::format("another indexer is writing the index {}", path_),
                        wait_seconds ? "" : "--wait waits until it has finished");
    check_interrupted();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

void HeldFolder::clear_away() const {
  // What can't be seen or removed now only takes room; the next writer tries again.
  for (const std::string& name : names_in(path_).value_or(std::vector<std::string>())) {
    const std::string path = path_ + '/' + name;
    const bool left = name == work_name || name == new_stub_name ||
                      (database_number(name) > 0 && fs::path(path) != fs::path(database_));
    std::error_code error;
    if (left) fs::remove_all(path, error);
  }
}

std::string HeldFolder::work_folder() {
  clear_away();
  is_begun_ = true;
  const std::string folder = path_ + '/' + work_name;
  make_folder(folder);
  return folder;
}

std::string HeldFolder::next_database() const {
  const unsigned now = database_number(fs::path(database_).filename().string());
  return fmt::format("{}/{}{}", path_, database_prefix, now + 1);
}

std::string HeldFolder::make_next_database() {
  is_begun_ = true;
  const std::string next = next_database();
  std::error_code error;
  fs::remove_all(next, error);
  make_folder(next);
  return next;
}

void HeldFolder::publish() {
  const std::string next = next_database();
  std::error_code error = make_checksums(next, path_);
  if (error) throw_unwritable(next, error.value());
  const auto names = names_in(next);
  if (!names) throw_unwritable(next, names.error().value());
  for (const std::string& name : *names) {
    error = sync_path(next + '/' + name);
    if (error) throw_unwritable(next, error.value());
  }
  error = sync_path(next);
  if (error) throw_unwritable(next, error.value());
  // What the stub may name already stays, whatever comes.
  is_begun_ = false;
  error = replace_file(path_ + '/' + stub_name,
                       fmt::format("{}{}\n", stub_word, fs::path(next).filename().string()));
  if (error && current_database(path_) != next) {
    is_begun_ = true;
    throw_unwritable(path_, error.value());
  }
  database_ = next;
  clear_away();
  if (error)
    throw IndexError(fmt::format("the index {} is written, but the disk does not say that it will "
                                 "last: {}",
                                 path_, error.message()),
                     "see the disk, and run the same again");
}

}  // namespace demarche
