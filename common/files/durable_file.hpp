// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <system_error>

namespace demarche {

/// Makes what was written to a file, or a folder's list of names, outlast a power cut.
std::error_code sync_path(const std::string& path);

/// Puts a file with these bytes in the place of `path`: whole or not at all, whatever happens,
/// and durably. It is first written beside it, as `path`.new; what stands there is removed, and
/// no link is followed.
std::error_code replace_file(const std::string& path, std::string_view bytes);

}  // namespace demarche
