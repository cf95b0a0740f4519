// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/files/file_bytes.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/files/descriptor.hpp"

namespace demarche {
namespace {

tl::unexpected<std::string> system_reason(int error) {
  return tl::make_unexpected(std::string(std::strerror(error)));
}

tl::unexpected<std::string> too_large(std::size_t max_bytes) {
  return tl::make_unexpected(fmt::format("larger than {} MiB", max_bytes >> 20U));
}

}  // namespace

tl::expected<std::string, std::string> read_file_bytes(const std::string& path,
                                                       std::size_t max_bytes) {
  auto file = open_regular_file(path);
  if (!file) return tl::make_unexpected(std::move(file.error()));
  struct stat status {};
  if (fstat(file->number(), &status) != 0) return system_reason(errno);

  // The size is only where to begin: a file that grows is read to its end.
  constexpr std::size_t chunk_bytes = 64U << 10U;
  std::string bytes;
  std::size_t filled = 0;
  const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  if (size > max_bytes) return too_large(max_bytes);
  while (filled <= max_bytes) {
    bytes.resize(std::min(std::max(size + 1, filled + chunk_bytes), max_bytes + 1));
    const ssize_t count = read(file->number(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_reason(errno);
    if (count == 0) {
      bytes.resize(filled);
      return bytes;
    }
    filled += static_cast<std::size_t>(count);
  }
  return too_large(max_bytes);
}

}  // namespace demarche
