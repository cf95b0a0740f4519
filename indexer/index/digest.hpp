// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/statement.hpp"

namespace demarche {

/// What two copies of a statement have in common: the first bytes of the
/// SHA-256 (FIPS 180-4) of its text and of every field but `url`. Nobody can
/// write another statement that has it. On disk, in prefix::identity terms.
std::string identity_of(const Statement& statement);
inline constexpr std::size_t identity_bytes = 10;

/// SHA-256 of bytes that follow their number: 32 bytes.
std::string digest_of(std::string_view bytes);

/// A number that changes when anything does that a reader of the statement sees.
std::uint64_t content_hash(std::string_view id, std::string_view url, std::string_view identity);

/// A number as its bytes, the highest first, and back: `bytes` are eight at least.
std::string bytes_of(std::uint64_t number);
std::uint64_t number_of(std::string_view bytes);

}  // namespace demarche
