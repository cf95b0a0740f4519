// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// `text` without what a reader may split a line or a column at: white space of
/// Unicode, control characters, bytes that are not UTF-8, and `%`, are `%` and two
/// hexadecimal digits for each byte.
std::string percent_encoded(std::string_view text);

/// What percent_encoded() gave `text` for; a `%` that begins no such number stays.
std::string percent_decoded(std::string_view text);

}  // namespace demarche
