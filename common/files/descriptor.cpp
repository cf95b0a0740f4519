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

}  // namespace demarche
