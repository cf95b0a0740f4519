// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/statement.hpp"

namespace demarche {

/// Who spoke, when, where and in which language, as every format for a person
/// says it: the parts that the statement has, in their order, each as it stands
/// in the index (to be made printable).
std::vector<std::string> circumstances_of(const Statement& statement);

/// The names of its fields, in the order in which they are shown: those that every reader knows,
/// then the others by name. Valid while the statement is unchanged.
std::vector<std::string_view> fields_in_order(const Statement& statement);

}  // namespace demarche
