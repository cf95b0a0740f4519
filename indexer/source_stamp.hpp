// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// What proves that a statement in the index is still what its file says.
struct SourceStamp {
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;  ///< 0: too fresh to trust, so read the file again
  std::uint64_t settings = 0;    ///< FieldSources::fingerprint()
  std::uint64_t content = 0;     ///< hash of the statement, fields and text
  std::string name;              ///< SourceFile::name

  /// Whether the file need not be read.
  bool proves_unchanged(const SourceStamp& now) const {
    return modified_ns != 0 && modified_ns == now.modified_ns && size_bytes == now.size_bytes &&
           settings == now.settings;
  }

  std::string serialise() const;
  /// Nothing for bytes that serialise() never wrote.
  static std::optional<SourceStamp> parse(std::string_view bytes);
};

}  // namespace demarche
