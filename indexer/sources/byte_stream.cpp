// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/byte_stream.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "common/program.hpp"

namespace demarche {

std::optional<std::uint64_t> ByteStream::seek(std::int64_t /*offset*/, int /*whence*/) {
  return std::nullopt;
}

tl::expected<std::size_t, std::string> FileStream::read(char* to, std::size_t bytes) {
  ssize_t count = -1;
  do {
    count = ::read(file_.number(), to, bytes);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return tl::make_unexpected(std::string(std::strerror(errno)));
  if (bytes_read_ != nullptr) *bytes_read_ += static_cast<std::uint64_t>(count);
  return static_cast<std::size_t>(count);
}

std::optional<std::uint64_t> FileStream::seek(std::int64_t offset, int whence) {
  const off_t place = lseek(file_.number(), offset, whence);
  if (place < 0) return std::nullopt;
  return static_cast<std::uint64_t>(place);
}

tl::expected<std::size_t, std::string> MemoryStream::read(char* to, std::size_t bytes) {
  const std::size_t count = std::min(bytes, bytes_.size() - at_);
  std::copy_n(bytes_.data() + at_, count, to);
  at_ += count;
  return count;
}

std::optional<std::uint64_t> MemoryStream::seek(std::int64_t offset, int whence) {
  const std::size_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? at_ : bytes_.size();
  const auto place = static_cast<std::int64_t>(from) + offset;
  if (place < 0 || place > static_cast<std::int64_t>(bytes_.size())) return std::nullopt;
  at_ = static_cast<std::size_t>(place);
  return at_;
}

tl::expected<std::string, std::string> read_some(ByteStream& stream, std::size_t bytes) {
  constexpr std::size_t step_bytes = 64U << 10U;
  std::string all;
  while (all.size() < bytes) {
    check_interrupted();
    const std::size_t filled = all.size();
    all.resize(std::min(bytes, filled + std::max(filled, step_bytes)));
    const auto count = stream.read(all.data() + filled, all.size() - filled);
    if (!count) return tl::make_unexpected(count.error());
    all.resize(filled + *count);
    if (*count == 0) break;
  }
  return all;
}

tl::expected<std::string, std::string> read_all(ByteStream& stream, std::size_t max_bytes) {
  auto all = read_some(stream, max_bytes + 1);
  if (all && all->size() > max_bytes)
    return tl::make_unexpected(fmt::format("larger than {} MiB", max_bytes >> 20U));
  return all;
}

}  // namespace demarche
