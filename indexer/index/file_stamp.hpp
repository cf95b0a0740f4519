// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// Which share of the statements of its files an index has (--shard).
struct Share {
  std::uint32_t number = 1;  ///< from 1
  std::uint32_t count = 1;
  friend bool operator==(const Share&, const Share&) = default;
};

/// What the index knows of a file that statements came from; it proves that
/// they are still what the file says.
struct FileStamp {
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< 0: too fresh to trust, so read the file again
  std::uint64_t settings = 0;    ///< FieldSources::fingerprint()
  std::uint64_t statements = 0;  ///< how many are of it
  std::string name;              ///< SourceFile::name
  Share share = {};              ///< of its statements: the one that was indexed

  /// Whether the file need not be read.
  bool proves_unchanged(const FileStamp& now) const {
    return modified_ns != 0 && modified_ns == now.modified_ns && size_bytes == now.size_bytes &&
           settings == now.settings && share == now.share;
  }

  friend bool operator==(const FileStamp&, const FileStamp&) = default;

  std::string serialise() const;
  /// Nothing for bytes that serialise() never wrote.
  static std::optional<FileStamp> parse(std::string_view bytes);
};

/// Stamps by the names of their files.
struct ByName {
  using is_transparent = void;
  static std::string_view name(const FileStamp& stamp) { return stamp.name; }
  static std::string_view name(std::string_view name) { return name; }
  bool operator()(const auto& a, const auto& b) const { return name(a) < name(b); }
};
using FileStamps = std::set<FileStamp, ByName>;

/// The stamp of a file whose statements several indexes had and one has now:
/// of all of them, where those were all shares of the file in one state; else
/// one that says to read the file again.
FileStamp merged(const std::vector<FileStamp>& stamps);

}  // namespace demarche
