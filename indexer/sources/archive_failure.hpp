// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// What libarchive says of an archive that it cannot read (archive_error_string), in words for
/// those who have one: "broken: it breaks off". Just "broken" where it says anything else.
std::string archive_failure(std::string_view message);

}  // namespace demarche
