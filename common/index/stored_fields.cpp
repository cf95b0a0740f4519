// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/stored_fields.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace demarche {
namespace {

/// How a field is called in a stored statement: a number from 1 on for those
/// that stand here, 0 and the name for others.
constexpr std::array<std::string_view, 11> numbered_fields = {  // on disk: never renumber
    "title", "issuer",  "speaker", "post",     "date", "place",
    "event", "session", "year",    "language", "url"};

void put_field_name(std::string& out, std::string_view name) {
  const auto* found = std::find(numbered_fields.begin(), numbered_fields.end(), name);
  const bool numbered = found != numbered_fields.end();
  put_number(out, numbered ? static_cast<std::uint64_t>(found - numbered_fields.begin()) + 1 : 0);
  if (!numbered) put_text(out, name);
}

std::string_view read_field_name(PackedReader& reader) {
  const std::uint64_t number = reader.number();
  if (number == 0) return reader.text();
  if (number > numbered_fields.size()) throw_damaged_record();
  return numbered_fields[number - 1];
}

}  // namespace

void put_fields(std::string& out, const Statement& statement) {
  put_number(out, statement.fields.size());
  for (const auto& [name, value] : statement.fields) {
    put_field_name(out, name);
    put_text(out, value);
  }
}

Statement read_fields(PackedReader& reader) {
  Statement statement;
  for (std::uint64_t count = reader.number(); count > 0; --count) {
    const std::string_view name = read_field_name(reader);
    statement.fields.emplace(name, reader.text());
  }
  return statement;
}

}  // namespace demarche
