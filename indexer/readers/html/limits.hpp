// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// Why a page would cost the parser too much, by a scan of its tags; nothing where it would
/// not. gumbo looks through all open elements at each tag and through all attributes of a
/// tag at each of them: 100,000 nested elements would take it 20 s.
std::optional<std::string> html_refusal(std::string_view page);

}  // namespace demarche
