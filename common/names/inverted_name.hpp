// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// The name, as value_key() has it, that lists write with its last words first:
/// "islamic republic of iran" for "iran islamic republic of" (`Iran (Islamic
/// Republic of)`), "republic of korea" for "korea republic of", "the gambia" for
/// "gambia the". All that it may be, none where it doesn't end like such.
std::vector<std::string> upright_names(std::string_view key);

/// The ways that lists may write a name: "gambia republic of the" for "republic
/// of the gambia".
std::vector<std::string> inverted_names(std::string_view key);

}  // namespace demarche
