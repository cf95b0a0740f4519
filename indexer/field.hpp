// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A statement's fields by name. A field that comes twice holds both values,
/// with `; ` between.
using FieldMap = std::map<std::string, std::string, std::less<>>;

/// `name` as field names are written: lower case; letters, digits, `_` and `-`,
/// beginning with a letter, at most 64 bytes. Nothing where it can't be one.
/// `lang` is `language`.
std::optional<std::string> field_name(std::string_view name);

/// `value` as fields hold it: control characters, line breaks among them, are
/// spaces, and none stands at either end. Empty where nothing is left: such a
/// field is none.
std::string field_value(std::string_view value);

/// The most that a field's value may have.
inline constexpr std::size_t max_value_bytes = 64U << 10U;

/// Cuts a value (UTF-8) that has more, at the end of a character. Whether it had.
bool limit_value(std::string& value);

/// Adds `value` to the field; an empty value adds nothing.
void add_field(FieldMap& fields, const std::string& name, const std::string& value);

/// Whether `name` (as field_name gives it) is `id` or `text`: parts of a
/// statement, not fields that anything but its own file may set.
bool is_reserved_field(std::string_view name);

}  // namespace demarche
