// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace demarche {

/// Letters and digits that must stand before a `*`: fewer name too many words.
inline constexpr std::size_t min_prefix_characters = 3;

/// Throws QueryError unless every `*` of a phrase ends a word of
/// min_prefix_characters. `offset`: where `text` stands in the query.
void check_phrase_wildcards(std::string_view text, std::size_t offset);

/// Throws QueryError where a `=` in a phrase stands before a word as if to say
/// something of it: `"the =red line"`, but not `"x = 5"`. `offset` as above.
void check_phrase_signs(std::string_view text, std::size_t offset);

/// The bytes before the `*` of a chunk like `verif*` (or `verif*,`); nothing
/// where it has no `*` or no word. Throws QueryError for a `*` elsewhere.
std::optional<std::size_t> prefix_bytes(std::string_view chunk, std::size_t offset);

/// The bytes before the `*` that ends a filter's value; nothing where it has
/// none. Throws QueryError for a `*` elsewhere. Values being few, one letter
/// is enough.
std::optional<std::size_t> value_prefix_bytes(std::string_view value, std::size_t offset);

}  // namespace demarche
