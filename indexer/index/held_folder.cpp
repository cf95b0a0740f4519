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
#include "common/index/index_folder.hpp"
#include "common/program.hpp"

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

void check_folder(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return;
  if (error)
    throw UsageError(fmt::format("cannot look at the folder {}: {}", path, error.message()));
  if (status.type() != fs::file_type::directory)
    throw UsageError(fmt::format("{} is not a folder, so no index can be there", path));
  // Whose it is will be said when it is opened.
  if (is_database(path)) return;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (!is_ours(entry.path().filename().string()))
      throw UsageError(fmt::format("the folder {} holds other files", path),
                       "name an empty or new folder with --db");
  }
  if (error)
    throw UsageError(fmt::format("cannot look at the folder {}: {}", path, error.message()));
}

[[noreturn]] void throw_unwritable(const std::string& path, int number) {
  throw IndexError(fmt::format("cannot write the index {}: {}", path, std::strerror(number)),
                   "see the disk's room and permissions");
}

/// Makes what was written to a file or a folder's list of names durable.
void sync(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  const int number = errno;
  if (descriptor >= 0) close(descriptor);
  if (!synced) throw_unwritable(path, number);
}

void write_file(const std::string& path, std::string_view bytes) {
  const int descriptor =
      open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
  const bool written = descriptor >= 0 && write(descriptor, bytes.data(), bytes.size()) ==
                                              static_cast<ssize_t>(bytes.size());
  const int number = errno;
  if (descriptor >= 0) close(descriptor);
  if (!written) throw_unwritable(path, number);
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
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    const std::string name = entry.path().filename().string();
    const bool left = name == work_name || name == new_stub_name ||
                      (database_number(name) > 0 && entry.path() != fs::path(database_));
    // What can't be removed now only takes room; the next writer tries again.
    if (left) fs::remove_all(entry.path(), error);
  }
}

std::string HeldFolder::work_folder() const {
  clear_away();
  const std::string folder = path_ + '/' + work_name;
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw_unwritable(folder, error.value());
  return folder;
}

std::string HeldFolder::next_database() const {
  const unsigned now = database_number(fs::path(database_).filename().string());
  return fmt::format("{}/{}{}", path_, database_prefix, now + 1);
}

void HeldFolder::publish() {
  const std::string next = next_database();
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(next, error)) sync(entry.path().string());
  if (error) throw_unwritable(next, error.value());
  sync(next);
  const std::string stub = path_ + '/' + new_stub_name;
  write_file(stub, fmt::format("{}{}\n", stub_word, fs::path(next).filename().string()));
  sync(stub);
  if (std::rename(stub.c_str(), (path_ + '/' + stub_name).c_str()) != 0)
    throw_unwritable(path_, errno);
  sync(path_);
  database_ = next;
  clear_away();
}

}  // namespace demarche
