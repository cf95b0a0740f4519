// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/statement_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/error.hpp"
#include "common/nearest.hpp"
#include "common/text/ascii.hpp"
#include "searcher/query/fields.hpp"

namespace demarche {
namespace {

constexpr std::string_view field_prefix = "field_";

std::vector<std::string_view> fields_of(const StatementIndex& index) {
  std::vector<std::string_view> fields(known_fields.begin(), known_fields.end());
  fields.insert(fields.end(), index.user_fields().begin(), index.user_fields().end());
  return fields;
}

template <typename Names>
bool contains(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `typed` as a field of the index, if it is one.
std::optional<std::string> find_statement_field(std::string_view typed,
                                                const StatementIndex& index) {
  const ParserSettings settings{index.user_fields(), false};
  const auto known = known_field(typed, settings);
  const std::string_view field = known ? known->name : typed;
  if (!contains(fields_of(index), field)) return std::nullopt;
  return std::string(field);
}

UsageError no_such_field(std::string_view typed, const std::vector<std::string_view>& names) {
  const std::string_view meant = nearest_name(typed, names);
  return UsageError(fmt::format("no statement has a field '{}'", typed),
                    meant.empty() ? fmt::format("the fields are {}", fmt::join(names, ", "))
                                  : fmt::format("did you mean {}?", meant));
}

Column column_of(const std::string& typed, std::span<const std::string_view> own,
                 const StatementIndex& index) {
  const std::string name = lower_ascii(typed);
  if (contains(own, name)) return {name, ""};
  const auto field = find_statement_field(typed, index);
  if (field && field != qid_column) return {*field, *field};
  if (field) return {std::string(field_prefix) + *field, *field};
  // A field whose own name is taken.
  std::string_view rest = name;
  while (rest.starts_with(field_prefix)) {
    rest.remove_prefix(field_prefix.size());
    const bool is_taken = rest == qid_column || contains(own, rest);
    if (is_taken && index.user_fields().contains(rest)) return {name, std::string(rest)};
  }
  std::vector<std::string_view> names(own.begin(), own.end());
  for (const std::string_view other : fields_of(index))
    if (!contains(own, other)) names.push_back(other);
  throw no_such_field(typed, names);
}

}  // namespace

std::string statement_field(std::string_view typed, const StatementIndex& index) {
  if (auto field = find_statement_field(typed, index)) return *std::move(field);
  throw no_such_field(typed, fields_of(index));
}

std::vector<Column> chosen_columns(const std::vector<std::string>& typed,
                                   std::span<const std::string_view> own,
                                   const StatementIndex& index) {
  std::vector<Column> columns;
  for (const std::string& name : typed) {
    Column column = column_of(name, own, index);
    const bool is_there = std::any_of(columns.begin(), columns.end(), [&](const Column& other) {
      return other.name == column.name || (!column.field.empty() && other.field == column.field);
    });
    if (is_there) throw UsageError(fmt::format("--fields names {} twice", column.name));
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace demarche
