// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// What is wrong with the year or the session that `typed` gives for the
/// resolution `symbol` (Citation's, as read from it): `S/RES/242` is not of 2003,
/// A/RES/2758 not of the session (XXV). Empty where they agree, where none is
/// given, or where it is not known.
std::string wrong_year(std::string_view symbol, std::string_view typed);

}  // namespace demarche
