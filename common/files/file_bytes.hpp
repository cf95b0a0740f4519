// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <tl/expected.hpp>

namespace demarche {

/// All bytes of a regular file, at most `max_bytes` (whole MiB), or the reason why not: a
/// line such as "larger than 64 MiB" or "Permission denied". Never waits, for
/// a FIFO or a terminal neither.
tl::expected<std::string, std::string> read_file_bytes(const std::string& path,
                                                       std::size_t max_bytes);

}  // namespace demarche
