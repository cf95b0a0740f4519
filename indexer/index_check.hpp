// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace demarche {

/// Verifies the index (--check): its files against their checksums, block by block, and the
/// structure that they make. Says on stderr that it is sound, and what could not be verified.
/// Returns exit_code::ok. Throws IndexError for one that is missing, damaged, foreign or of
/// another version. A writer may be at work meanwhile.
int check_index(const std::string& path);

}  // namespace demarche
