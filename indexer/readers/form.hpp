// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// Why a file of this name holds no plain text: "PDF is not read by this
/// version". Nothing for the endings of text, and for unknown ones: there the
/// content decides.
std::optional<std::string> foreign_name(std::string_view name);

/// As foreign_name, by the first bytes: a PDF under the name of a text.
std::optional<std::string> foreign_content(std::string_view bytes);

/// Whether a file of this name holds JSON Lines (json_lines.hpp).
bool is_json_lines_name(std::string_view name);

}  // namespace demarche
