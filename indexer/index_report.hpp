// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace demarche {

/// Prints on stdout what is in the index (--stats): statements, words, by
/// issuer, language and year, first and last date, settings, size. Returns
/// exit_code::ok. Throws IndexError where there is no sound index.
int print_stats(const std::string& path);

}  // namespace demarche
