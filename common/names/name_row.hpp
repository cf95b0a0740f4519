// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// What a way of naming something is good for.
enum class NameUse : std::uint8_t {
  name,     ///< found in words and phrases, and the whole value of a filter
  demonym,  ///< a filter's value only
  code      ///< a filter's value only, and means this row before any other
};

/// One way of naming something.
struct NameVariant {
  std::string text;  ///< as it is written, without its `?`
  NameUse use = NameUse::name;
  bool ambiguous = false;  ///< has other meanings, and is never widened
};

/// All ways of naming one thing: a line of names.tsv or of a user's file.
struct NameRow {
  std::string kind;
  std::vector<NameVariant> variants;  ///< names first, then demonyms, then codes
  std::size_t line = 0;               ///< where it stands, from 1
};

/// Reads a table of names, whose format names.tsv itself and demarche-query(7)
/// describe. `file` is what the text is called in errors. Throws UsageError
/// with the number of the first line that is no row: of an unknown kind, with
/// too many columns, without names, with a name that has no word or stands
/// twice in its row, or not in UTF-8.
std::vector<NameRow> parse_names(std::string_view text, std::string_view file);

}  // namespace demarche
