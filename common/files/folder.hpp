// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <system_error>
#include <tl/expected.hpp>
#include <vector>

namespace demarche {

/// The names of what stands in a folder, in no order; or why it can't be read to its end.
tl::expected<std::vector<std::string>, std::error_code> names_in(const std::string& folder);

/// The bytes of the files that stand in a folder, as far as they can be told.
std::uint64_t bytes_in(const std::string& folder);

}  // namespace demarche
