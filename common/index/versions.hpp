// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/statement.hpp"

namespace demarche {

/// An earlier wording of a statement.
struct Version {
  std::int64_t from_s = 0;   ///< when it was first indexed, in seconds since the epoch
  std::int64_t until_s = 0;  ///< when the index learned that it is no more
  Statement statement;       ///< without its id
};

/// Key of the metadata under which the versions of a statement stand.
std::string versions_key(std::string_view id);

/// Versions, oldest first, as the index stores them: one zstd frame, so that
/// what an edit left alone costs next to nothing. It needs nothing but itself to
/// be read, since the statement may change again or go.
std::string encode_versions(const std::vector<Version>& versions);
/// Throws IndexError for bytes that encode_versions() never wrote; nothing is no version.
std::vector<Version> decode_versions(std::string_view stored);

/// All versions of two such stores, each once.
std::string united_versions(std::string_view one, std::string_view other);

}  // namespace demarche
