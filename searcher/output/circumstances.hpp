// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "common/statement.hpp"

namespace demarche {

/// Who spoke, when, where and in which language, as every format for a person
/// says it: the parts that the statement has, in their order, each as it stands
/// in the index (to be made printable).
std::vector<std::string> circumstances_of(const Statement& statement);

}  // namespace demarche
