// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

namespace demarche {

/// How the cells of a column stand in it.
enum class Alignment { left, right };

/// Rows of printable cells in columns, each as wide as its widest cell, behind
/// two spaces. No space ends a line. A row may have fewer cells than `columns`.
std::string in_columns(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<Alignment>& columns);

}  // namespace demarche
