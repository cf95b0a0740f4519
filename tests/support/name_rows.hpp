// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_row.hpp"

namespace demarche::test {

/// The rows of the built-in table, read from its source.
const std::vector<NameRow>& built_in_rows();

/// The names of a row that are not ambiguous.
std::vector<std::string> certain_names(const NameRow& row);

/// Query forms of a name: quoted, and plain where its signs mean nothing else.
std::string quoted(std::string_view name);
bool is_plain_query(std::string_view name);

}  // namespace demarche::test
