// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// The language of a text as a BCP 47 primary subtag (`en`, `ar`, `zh`), or
/// `und` where it cannot be told. Deterministic; reads a bounded part of the text.
std::string detect_language(std::string_view text);

/// The canonical form of a BCP 47 tag (`FR-ca` -> `fr-CA`), or nothing where it is none.
std::optional<std::string> language_tag(std::string_view text);

}  // namespace demarche
