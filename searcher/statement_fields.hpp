// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/results.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// The field that `typed` names, in any letter case, by its name in the index:
/// `language` for `lang`. Throws UsageError with a suggestion where no
/// statement has such a field.
std::string statement_field(std::string_view typed, const StatementIndex& index);

/// The columns that --fields names, in that order. `own` are the names that are
/// no fields (hit_columns, occurrence_columns): they come first, and a field of
/// the same name is meant by `field_` and that name, as in JSON. Throws UsageError
/// as statement_field(), and for a name that comes twice.
std::vector<Column> chosen_columns(const std::vector<std::string>& typed,
                                   std::span<const std::string_view> own,
                                   const StatementIndex& index);

}  // namespace demarche
