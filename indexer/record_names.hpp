// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche {

/// --map: (field, where a record has it): a column's name, a member's, or a
/// JSON pointer (RFC 6901).
using RecordMapping = std::vector<std::pair<std::string, std::string>>;

/// A member's name as a JSON pointer has it: `~0` for `~`, `~1` for `/`.
std::string json_pointer_step(std::string_view key);

/// Where records have their fields: by --map, by a field's own name, or by one of the names
/// that others give it. Never changes; for any number of threads.
class RecordNames {
public:
  explicit RecordNames(const RecordMapping& mapping = {});

  /// The field that --map takes from `source`, a name as it is written or a pointer.
  std::optional<std::string> mapped(std::string_view source) const;
  /// Whether --map names something within the member `key`.
  bool points_into(std::string_view key) const;
  /// Whether a member or column of this name is a record's text: by --map, its own or a common
  /// name.
  bool is_text(std::string_view name) const;
  /// Whether --map takes the text from within the member `key`.
  bool has_text_in(std::string_view key) const;
  /// The JSON pointers that --map names.
  const std::set<std::string, std::less<>>& pointers() const { return pointers_; }

private:
  std::map<std::string, std::string, std::less<>> fields_;  ///< by source
  std::set<std::string, std::less<>> pointers_;
};

/// A name that others give to one of our fields: `headline` is `title`.
struct CommonName {
  std::string_view name;
  std::string_view field;
};
/// All of them, those of `text` first; of those of one field the first that a record has counts,
/// and none where it has the field itself. The manual lists them.
std::span<const CommonName> common_names();

/// The name of a table's column as a field has it: spaces are `_`. Nothing
/// where it can't be one.
std::optional<std::string> column_name(std::string_view cell);

}  // namespace demarche
