// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "common/files/descriptor.hpp"

namespace demarche {

/// Bytes that are read from their beginning on: of a file, of an archive's
/// member, of memory. For one thread.
class ByteStream {
public:
  virtual ~ByteStream() = default;

  /// Reads at most `bytes` (not 0) to `to`, and says how many: 0 at the end only.
  /// The reason, where reading failed; it is not to be called again then.
  virtual tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) = 0;

  /// Goes to another place, as lseek(2), and says which that is. Nothing where
  /// the bytes can only be read on.
  virtual std::optional<std::uint64_t> seek(std::int64_t offset, int whence);
};

/// A file, a pipe, a terminal. Does not look at signals.
class FileStream : public ByteStream {
public:
  /// `bytes_read`, where it is given, counts what is read, and outlives the reading.
  explicit FileStream(Descriptor file, std::uint64_t* bytes_read = nullptr)
      : file_(std::move(file)), bytes_read_(bytes_read) {}

  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override;
  std::optional<std::uint64_t> seek(std::int64_t offset, int whence) override;

private:
  Descriptor file_;
  std::uint64_t* bytes_read_;
};

/// Bytes that it holds.
class MemoryStream : public ByteStream {
public:
  explicit MemoryStream(std::string bytes) : bytes_(std::move(bytes)) {}

  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override;
  std::optional<std::uint64_t> seek(std::int64_t offset, int whence) override;

private:
  std::string bytes_;
  std::size_t at_ = 0;
};

/// A stream whose first bytes were taken off, to be looked at: they come again.
class BegunStream : public ByteStream {
public:
  BegunStream(std::string beginning, std::unique_ptr<ByteStream> rest)
      : beginning_(std::move(beginning)), rest_(std::move(rest)) {}

  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override {
    const auto count = beginning_.read(to, bytes);
    return *count > 0 ? count : rest_->read(to, bytes);
  }

private:
  MemoryStream beginning_;
  std::unique_ptr<ByteStream> rest_;
};

/// All that is left of a stream, at most `max_bytes` (whole MiB). The reason why not: "larger
/// than 64 MiB", or why reading failed. Throws Interrupted where a signal has come.
tl::expected<std::string, std::string> read_all(ByteStream& stream, std::size_t max_bytes);

/// The next `bytes`, or as many as there are. Errors as read_all.
tl::expected<std::string, std::string> read_some(ByteStream& stream, std::size_t bytes);

}  // namespace demarche
