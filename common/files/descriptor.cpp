// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/files/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace demarche {

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

tl::expected<Descriptor, std::string> duplicate(int number) {
  Descriptor copy(fcntl(number, F_DUPFD_CLOEXEC, 0));
  if (copy.number() < 0) return tl::make_unexpected(std::string(std::strerror(errno)));
  return copy;
}

tl::expected<Descriptor, std::string> open_regular_file(const std::string& path) {
  // What was a file when it was listed may be a FIFO by now: O_NONBLOCK keeps
  // open() from waiting for its other end.
  Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  struct stat status {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0) {
    return tl::make_unexpected(std::string(std::strerror(errno)));
  }
  if (!S_ISREG(status.st_mode)) return tl::make_unexpected(std::string("no regular file"));
  return file;
}

std::error_code write_all(const Descriptor& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(file.number(), bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) return {errno, std::generic_category()};
    if (count > 0) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

tl::expected<std::size_t, std::error_code> read_at(const Descriptor& file, std::uint64_t offset,
                                                   std::span<char> bytes) {
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count = pread(file.number(), bytes.data() + filled, bytes.size() - filled,
                                static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return tl::make_unexpected(std::error_code(errno, std::generic_category()));
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  return filled;
}

tl::expected<std::string, std::error_code> read_at(const Descriptor& file, std::uint64_t offset,
                                                   std::size_t size) {
  std::string bytes(size, '\0');
  const auto filled = read_at(file, offset, std::span(bytes));
  if (!filled) return tl::make_unexpected(filled.error());
  bytes.resize(*filled);
  return bytes;
}

}  // namespace demarche
