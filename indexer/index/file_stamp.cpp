// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/file_stamp.hpp"

#include <fmt/format.h>

#include <charconv>

namespace demarche {

// On disk, under metadata_key::source: four hexadecimal numbers, each ended by
// a space, and the name.

std::string FileStamp::serialise() const {
  return fmt::format("{:x} {:x} {:x} {:x} {}", size_bytes, modified_ns, settings, statements, name);
}

std::optional<FileStamp> FileStamp::parse(std::string_view bytes) {
  FileStamp stamp;
  const auto number = [&bytes](auto& out) {
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), out, 16);
    const auto length = static_cast<std::size_t>(end - bytes.data());
    if (error != std::errc{} || length >= bytes.size() || *end != ' ') return false;
    bytes.remove_prefix(length + 1);
    return true;
  };
  if (!number(stamp.size_bytes) || !number(stamp.modified_ns) || !number(stamp.settings) ||
      !number(stamp.statements))
    return std::nullopt;
  stamp.name = bytes;
  return stamp;
}

}  // namespace demarche
