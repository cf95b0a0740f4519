// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "common/names/name_table.hpp"

namespace demarche {

/// The built-in table of names with the rows of the user's own: those of
/// `demarche/names.tsv` in $XDG_CONFIG_HOME, else in ~/.config, where there is
/// one, and of `files`. Throws UsageError for a file that cannot be read or is
/// no such table.
NameTable read_names(const std::vector<std::string>& files);

}  // namespace demarche
