// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>

#include "searcher/query/ast.hpp"

namespace demarche {

/// What a query says of who, when and where, and not of the text: those of its
/// filters, and of its exclusions by filters, that every hit must meet. What is
/// cited is in the text. Nothing where there are none. `any` is that of the
/// compiler: with it, only filters side by side must all be met.
std::optional<QueryNode> filters_of(const QueryNode& root, bool any);

}  // namespace demarche
