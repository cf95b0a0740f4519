// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A date as people and their programs write it, as ISO 8601: `3 May 2021`, `May 3, 2021`,
/// `2021/05/03`, `20210503`, and what else find_date() knows, if that is all of the text but for a
/// day of the week before it and a time after it. Nothing where day and month can't be told apart,
/// as in `03/04/2021`, or where it is no date.
std::optional<std::string> written_date(std::string_view text);

}  // namespace demarche
