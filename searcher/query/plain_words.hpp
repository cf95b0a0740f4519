// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "searcher/query/ast.hpp"

namespace demarche {

/// The tree of a query of valid UTF-8 under --fixed: a sequence of what white
/// space parts, all of it words. Throws QueryError where there are none.
QueryNode parse_plain_words(std::string_view query);

}  // namespace demarche
