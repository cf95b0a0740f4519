// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>

#include "common/error.hpp"
#include "common/files/file_bytes.hpp"
#include "indexer/metadata.hpp"
#include "indexer/readers/reader.hpp"
#include "indexer/readers/records/table.hpp"
#include "indexer/record_names.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_table_bytes = 256U << 20U;

/// A cell as a key: whole numbers without their leading zeros.
std::string key_part(std::string_view value) {
  const bool is_number = value.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number || value.empty()) return std::string(value);
  const std::size_t first = std::min(value.find_first_not_of('0'), value.size() - 1);
  return std::string(value.substr(first));
}

bool is_tab_separated(const std::string& path, std::string_view text) {
  for (const std::string_view ending : {".tsv", ".tab", ".TSV", ".TAB"}) {
    if (path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending) {
      return true;
    }
  }
  return text.substr(0, text.find('\n')).find('\t') != std::string_view::npos;
}

std::string read_table_text(const std::string& path) {
  auto bytes = read_file_bytes(path, max_table_bytes);
  if (!bytes) throw UsageError(fmt::format("cannot read '{}': {}", path, bytes.error()));
  auto decoded = decode_text(*bytes);
  if (!decoded) throw UsageError(fmt::format("cannot read '{}': {}", path, decoded.error()));
  return std::move(decoded->text);
}

std::vector<TableRow> read_rows(const std::string& path) {
  const std::string text = read_table_text(path);
  auto rows = is_tab_separated(path, text) ? parse_tsv(text) : parse_csv(text);
  if (!rows) throw UsageError(fmt::format("'{}', {}", path, rows.error()));
  if (rows->empty()) throw UsageError(fmt::format("'{}' is empty", path));
  return std::move(*rows);
}

std::vector<std::string> column_names(const std::string& path, const TableRow& header) {
  std::vector<std::string> columns;
  for (const std::string& cell : header.cells) {
    auto name = column_name(cell);
    if (!name) {
      throw UsageError(fmt::format("'{}', column {}: '{}' is no field name", path,
                                   columns.size() + 1, field_value(cell)),
                       "the first line of a table names its columns");
    }
    if (std::find(columns.begin(), columns.end(), *name) != columns.end()) {
      throw UsageError(fmt::format("'{}' has two columns '{}'", path, *name));
    }
    columns.push_back(std::move(*name));
  }
  return columns;
}

}  // namespace

struct MetadataTable::Table {
  std::string path;
  std::vector<std::string> columns;
  std::vector<std::string> join_fields;
  std::vector<std::size_t> join_columns;  ///< by join_fields
  std::unordered_map<std::string, FieldMap> rows;
  std::vector<std::string> repeated_keys;
  std::set<std::string> repeated;

  void join_on(const std::string& field, const std::string& column) {
    const auto found = std::find(columns.begin(), columns.end(), column_name(column));
    if (found == columns.end()) {
      std::string all;
      for (const std::string& name : columns) all += (all.empty() ? "" : ", ") + name;
      throw UsageError(fmt::format("'{}' has no column '{}'", path, column),
                       fmt::format("it has {}", all));
    }
    join_fields.push_back(field);
    join_columns.push_back(static_cast<std::size_t>(found - columns.begin()));
  }

  void add(const TableRow& row) {
    if (row.cells.size() > columns.size()) {
      throw UsageError(fmt::format("'{}', line {}: {} cells, but only {} columns have a name", path,
                                   row.line, row.cells.size(), columns.size()));
    }
    const std::string key = row_key(row);
    if (key.empty()) return;
    const auto [place, is_new] = rows.emplace(key, FieldMap());
    if (is_new) {
      place->second = row_fields(row);
    } else if (repeated.insert(key).second) {
      repeated_keys.push_back(readable(key));
    }
  }

  /// Empty where a part of the key is: such a row joins nothing.
  std::string row_key(const TableRow& row) const {
    std::string key;
    for (const std::size_t column : join_columns) {
      const std::string cell = column < row.cells.size() ? field_value(row.cells[column]) : "";
      if (cell.empty()) return {};
      key += key_part(cell) + '\n';  // no value holds a line break
    }
    return key;
  }

  FieldMap row_fields(const TableRow& row) const {
    FieldMap fields;
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      const bool is_joined =
          std::find(join_columns.begin(), join_columns.end(), column) != join_columns.end();
      if (is_joined || is_reserved_field(columns[column])) continue;
      add_field(fields, columns[column], field_value(row.cells[column]));
    }
    return fields;
  }

  /// `year=1998 issuer=PAK`
  std::string readable(std::string_view key) const {
    std::string line;
    for (const std::string& field : join_fields) {
      const std::size_t end = key.find('\n');
      line += fmt::format("{}{}={}", line.empty() ? "" : " ", field, key.substr(0, end));
      key.remove_prefix(end + 1);
    }
    return line;
  }
};

MetadataTable::MetadataTable(const std::string& path,
                             const std::vector<std::pair<std::string, std::string>>& join)
    : table_(std::make_unique<Table>()) {
  const std::vector<TableRow> rows = read_rows(path);
  table_->path = path;
  table_->columns = column_names(path, rows.front());
  for (const auto& [field, column] : join) table_->join_on(field, column);
  std::for_each(rows.begin() + 1, rows.end(), [&](const TableRow& row) { table_->add(row); });
}

MetadataTable::~MetadataTable() = default;
MetadataTable::MetadataTable(MetadataTable&&) noexcept = default;

const FieldMap* MetadataTable::find(const FieldMap& fields) const {
  std::string key;
  for (const std::string& name : table_->join_fields) {
    const auto field = fields.find(name);
    if (field == fields.end()) return nullptr;
    key += key_part(field->second) + '\n';
  }
  const auto row = table_->rows.find(key);
  return row == table_->rows.end() ? nullptr : &row->second;
}

const std::vector<std::string>& MetadataTable::repeated_keys() const {
  return table_->repeated_keys;
}

}  // namespace demarche
