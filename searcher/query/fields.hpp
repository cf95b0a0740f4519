// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "searcher/query/ast.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

/// A field that a query may name.
struct QueryField {
  std::string_view name;   ///< canonical: `language` for `lang`
  bool is_filter = false;  ///< selects by its whole value; else words are searched within it
};

/// What may stand before a colon in a query of any index.
std::vector<std::string_view> query_field_names();

/// Whether filters of that field, by its canonical name, are alternatives where
/// they stand side by side: `since` and `until` are bounds, which hold all of them.
bool has_alternatives(std::string_view field);

/// A letter, then letters, digits, `_` and `-`, all of ASCII.
bool looks_like_field_name(std::string_view name);

/// The user's field of that name, in any letter case. A view into `settings`.
std::optional<std::string_view> find_user_field(std::string_view name,
                                                const ParserSettings& settings);

/// The field of that name, in any letter case. A view into `settings` or static.
std::optional<QueryField> known_field(std::string_view name, const ParserSettings& settings);

/// The same. Throws QueryError at `span`,
/// with a suggestion, where there is none. A view into `settings` or static.
QueryField find_field(std::string_view name, const ParserSettings& settings, SourceSpan span);

}  // namespace demarche
