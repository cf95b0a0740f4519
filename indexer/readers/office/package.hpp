// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace demarche {

/// The members of a ZIP file by name, unpacked.
using Package = std::map<std::string, std::string, std::less<>>;

/// The most that the members of a package may hold together, unpacked.
inline constexpr std::size_t max_package_bytes = 64U << 20U;
/// The most members that a package may list.
inline constexpr std::size_t max_package_members = 20'000;

/// Unpacks the members of a ZIP file that are `wanted` by their names; of two of one
/// name the first. The others are not unpacked. The reason why not: no ZIP file, broken,
/// encrypted, more or larger than the limits.
tl::expected<Package, std::string> read_package(
    std::string_view bytes, const std::function<bool(std::string_view name)>& wanted);

}  // namespace demarche
