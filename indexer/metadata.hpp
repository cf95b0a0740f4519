// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/field.hpp"

namespace demarche {

/// Fields from a file's name: `{issuer}_{session}_{year}.txt`. The last one or more
/// parts of the path are matched: as many as the pattern has. A field takes
/// the shortest run without `/` that lets the rest match, at least one byte.
class NamePattern {
public:
  /// Throws UsageError for a pattern without a field, with a bad or repeated
  /// field name (`id` and `text` among the bad), two fields side by side, or an
  /// unclosed brace.
  explicit NamePattern(std::string_view pattern);
  /// The fields, or nothing where the name does not match.
  std::optional<FieldMap> match(std::string_view name) const;

private:
  struct Piece {
    bool is_field;
    std::string text;
  };
  struct Matcher;
  void add_field_piece(std::string field, std::string_view pattern);

  std::vector<Piece> pieces_;
  std::size_t folders_ = 0;  ///< how many `/` the pattern has
};

/// A table of fields, one row a statement (CSV, or TSV by its name's ending or
/// a tab in its header line), joined on some of its columns.
class MetadataTable {
public:
  /// Reads the table. `join`: (statement's field, table's column). Throws
  /// UsageError where the file cannot be read, lacks a column, or has a row
  /// with more cells than the header, naming the line.
  MetadataTable(const std::string& path,
                const std::vector<std::pair<std::string, std::string>>& join);
  ~MetadataTable();
  MetadataTable(MetadataTable&&) noexcept;

  /// The row's fields (empty cells left out, joined columns too) for a
  /// statement with these fields, or null where no row has its key. Whole
  /// numbers are compared as numbers: `01` joins `1`. Valid as long as the table.
  const FieldMap* find(const FieldMap& fields) const;

  /// Keys that stand in several rows: the first row counts. For the report.
  const std::vector<std::string>& repeated_keys() const;

private:
  struct Table;
  std::unique_ptr<Table> table_;
};

}  // namespace demarche
