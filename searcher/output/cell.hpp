// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "searcher/results.hpp"

namespace demarche {

/// What stands in a column: nothing, a number of the program's own, text of a
/// statement, a passage. Views into what it was taken from.
using Cell = std::variant<std::monostate, std::uint64_t, double, std::string_view, const Snippet*>;

/// What `hit` has in `column`; nothing where the statement lacks the field, or
/// its text or a passage was not asked for.
Cell cell_of(const Hit& hit, const Column& column);

/// The same of an occurrence, whose date may be only a year's.
Cell cell_of(const Occurrence& occurrence, const Column& column);

}  // namespace demarche
