// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/file_stamp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace demarche {

// On disk, under metadata_key::source: four hexadecimal numbers, each ended by
// a space, and the name. Where the index has a share of the statements alone,
// two more numbers come first, with a stroke before each: "/1 /4 ".

std::string FileStamp::serialise() const {
  const std::string part =
      share == Share{} ? std::string() : fmt::format("/{:x} /{:x} ", share.number, share.count);
  return fmt::format("{}{:x} {:x} {:x} {:x} {}", part, size_bytes, modified_ns, settings,
                     statements, name);
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
  const auto share_number = [&](auto& out) {
    if (!bytes.starts_with('/')) return false;
    bytes.remove_prefix(1);
    return number(out);
  };
  if (bytes.starts_with('/') &&
      !(share_number(stamp.share.number) && share_number(stamp.share.count)))
    return std::nullopt;
  if (!number(stamp.size_bytes) || !number(stamp.modified_ns) || !number(stamp.settings) ||
      !number(stamp.statements))
    return std::nullopt;
  stamp.name = bytes;
  return stamp;
}

FileStamp merged(const std::vector<FileStamp>& stamps) {
  FileStamp all = stamps.front();
  all.share = {};
  all.statements = 0;
  std::vector<std::uint32_t> numbers;
  bool is_whole = true;
  for (const FileStamp& stamp : stamps) {
    all.statements += stamp.statements;
    numbers.push_back(stamp.share.number);
    FileStamp same = stamps.front();
    same.share.number = stamp.share.number;
    same.statements = stamp.statements;
    is_whole = is_whole && stamp == same && stamp.share.count == stamps.size();
  }
  std::sort(numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < numbers.size(); ++i) is_whole = is_whole && numbers[i] == i + 1;
  if (!is_whole) all.modified_ns = 0;
  return all;
}

}  // namespace demarche
