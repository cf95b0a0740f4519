// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tl/expected.hpp>
#include <utility>

namespace demarche {

/// Owns an open file descriptor, or none (-1).
class Descriptor {
public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

private:
  int number_;
};

/// Another descriptor of an open file, or why there is none.
tl::expected<Descriptor, std::string> duplicate(int number);

/// Opens a regular file for reading, or says why not: "no regular file",
/// "Permission denied". Never waits, for a FIFO or a terminal neither.
tl::expected<Descriptor, std::string> open_regular_file(const std::string& path);

/// Writes all bytes where the file stands; the error, if it can't.
std::error_code write_all(const Descriptor& file, std::string_view bytes);
/// Reads what a file has from `offset` on, wherever it stands, into `bytes`, as far as these go;
/// how many there were, or why it can't be read.
tl::expected<std::size_t, std::error_code> read_at(const Descriptor& file, std::uint64_t offset,
                                                   std::span<char> bytes);
/// What a file has of so many bytes from `offset` on.
tl::expected<std::string, std::error_code> read_at(const Descriptor& file, std::uint64_t offset,
                                                   std::size_t size);

}  // namespace demarche
