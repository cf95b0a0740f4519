// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

namespace demarche {

/// The fields that the programs know, in the order in which they are shown.
/// Fields of other names are kept, shown and searchable by name.
inline constexpr std::array<std::string_view, 11> known_fields = {
    "title", "issuer",  "speaker", "post",     "date", "place",
    "event", "session", "year",    "language", "url"};

/// Whether a field is one of known_fields.
constexpr bool is_known_field(std::string_view name) {
  return std::find(known_fields.begin(), known_fields.end(), name) != known_fields.end();
}

/// One statement: plain data. `id` is unique in the index; `text` is valid
/// UTF-8 with LF line ends; `fields` holds every field but those two, by name,
/// in valid UTF-8, none empty.
struct Statement {
  std::string id;
  std::map<std::string, std::string, std::less<>> fields;
  std::string text;

  /// The field's value, or an empty view. Valid while the statement is unchanged.
  std::string_view field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
  }
};

}  // namespace demarche
