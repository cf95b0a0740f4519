// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace demarche {

/// A date as people and their programs write it, as ISO 8601: `3 May 2021`, `May 3, 2021`,
/// `2021/05/03`, `20210503`, and what else find_date() knows, if that is all of the text but for a
/// day of the week before it and a time after it. The reason where there is none, for a message
/// that names it: "may be of two days", as of `03/04/2021`, or "is none".
tl::expected<std::string, std::string> written_date(std::string_view text);

}  // namespace demarche
