// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/query/ast.hpp"

namespace demarche {

/// The first part of the tag that a `language:` filter names: "en" of `en-GB`.
/// Throws QueryError for what is no tag (RFC 5646), and says which one a
/// language's name, as `english`, stands for.
std::string language_value(const QueryNode& filter);

}  // namespace demarche
