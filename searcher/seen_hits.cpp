// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/seen_hits.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "common/error.hpp"
#include "searcher/percent.hpp"

namespace demarche {
namespace {

constexpr std::string_view first_line = "demarche-seen 1\n";
constexpr std::string_view query_start = "query: ";

/// Closes a file at the end of its scope.
class File {
public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  bool is_open() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

private:
  int descriptor_;
};

[[noreturn]] void throw_unreadable(const std::string& path, const char* reason) {
  throw UsageError(fmt::format("cannot read the hits seen from {}: {}", path, reason));
}

[[noreturn]] void throw_unwritable(const std::string& path) {
  throw UsageError(fmt::format("cannot keep the hits seen in {}: {}", path, std::strerror(errno)),
                   "the same hits will be new again");
}

/// All of a regular file; nothing where there is none. Never waits, for a FIFO neither.
std::string read_file(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) {
    if (errno == ENOENT) return {};
    throw_unreadable(path, std::strerror(errno));
  }
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0 || !S_ISREG(status.st_mode))
    throw_unreadable(path, "it is no file");
  std::string text;
  char piece[1 << 16];
  for (;;) {
    const ssize_t bytes = ::read(file.descriptor(), piece, sizeof piece);
    if (bytes == 0) return text;
    if (bytes > 0)
      text.append(piece, static_cast<std::size_t>(bytes));
    else if (errno != EINTR)
      throw_unreadable(path, std::strerror(errno));
  }
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t bytes = ::write(descriptor, text.data(), text.size());
    if (bytes < 0 && errno != EINTR) return false;
    if (bytes > 0) text.remove_prefix(static_cast<std::size_t>(bytes));
  }
  return true;
}

/// Puts a file with this text in the place of the one at `path` at once, so that
/// whoever is killed leaves the old or the new one.
void replace_file(const std::string& path, std::string_view text) {
  const std::string next = path + ".new";
  {
    // Readable for others or not as the old one: what it tells is what somebody watches.
    struct stat old {};
    const mode_t mode = ::stat(path.c_str(), &old) == 0 ? old.st_mode & 07777 : 0600;
    ::unlink(next.c_str());
    const File file(::open(next.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.is_open()) throw_unwritable(path);
    if (!write_all(file.descriptor(), text) || ::fsync(file.descriptor()) != 0) {
      const int error = errno;
      ::unlink(next.c_str());
      errno = error;
      throw_unwritable(path);
    }
  }
  if (std::rename(next.c_str(), path.c_str()) != 0) throw_unwritable(path);
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

}  // namespace

SeenHits::SeenHits(std::string path, std::string query)
    : path_(std::move(path)), query_(std::move(query)) {
  const std::string text = read_file(path_);
  if (!text.empty()) read(text);
}

void SeenHits::read(std::string_view text) {
  if (!text.starts_with(first_line) || !text.ends_with('\n'))
    throw_unreadable(path_, "it is no list of hits that --new-since keeps");
  text.remove_prefix(first_line.size());
  std::string_view line = take_line(text);
  if (!line.starts_with(query_start)) throw_unreadable(path_, "its second line is no query");
  line.remove_prefix(query_start.size());
  if (const std::string query = percent_decoded(line); query != query_)
    throw UsageError(fmt::format("the hits seen in {} are of another query, {}", path_, query),
                     "give each query a file of its own");
  while (!text.empty()) ids_.insert(percent_decoded(take_line(text)));
}

void SeenHits::add(const std::vector<std::string>& ids) {
  ids_.insert(ids.begin(), ids.end());
  std::string text = fmt::format("{}{}{}\n", first_line, query_start, percent_encoded(query_));
  for (const std::string& id : ids_) text += percent_encoded(id) + '\n';
  replace_file(path_, text);
}

}  // namespace demarche
