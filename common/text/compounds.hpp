// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace demarche {

/// Whether two words written apart are also written as one: `cease fire`, and
/// whatever begins with `non`, `anti` and their like. A spelling with a hyphen
/// needs no list; a list is needed here, since `may be` is not `maybe`.
bool is_open_compound(std::string_view first, std::string_view second);

/// The two words that a word written as one may be parted into: `ceasefire`
/// -> (cease, fire). Views of the argument.
std::optional<std::pair<std::string_view, std::string_view>> open_parts(std::string_view joined);

}  // namespace demarche
