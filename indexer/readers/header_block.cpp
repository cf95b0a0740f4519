// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "common/statement.hpp"
#include "indexer/readers/header.hpp"

namespace demarche {
namespace {

constexpr std::string_view blanks = " \t";

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\f\v") == std::string_view::npos;
}

struct HeaderLine {
  std::string name;
  std::string_view value;
};

/// `Name: value`, or nothing where the line isn't one.
std::optional<HeaderLine> header_line(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto name = field_name(line.substr(0, colon));
  if (!name || *name == "text") return std::nullopt;
  return HeaderLine{std::move(*name), line.substr(colon + 1)};
}

bool begins_header(std::string_view text) {
  const auto first = header_line(line_at(text, 0).text);
  return first && (is_known_field(first->name) || first->name == "id");
}

Header broken_block(std::size_t line_number) {
  Header none;
  // Prose may well begin "Place: ..."; two such lines are no accident.
  if (line_number > 2) {
    none.warnings.push_back(
        fmt::format("header block broken at line {}: read as text", line_number));
  }
  return none;
}

}  // namespace

Line line_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  return {text.substr(at, end - at), std::min(end + 1, text.size())};
}

Header read_header_block(std::string_view text) {
  if (!begins_header(text)) return {};
  Header header;
  std::string name;
  std::string value;
  const auto add = [&] { add_field(header.fields, name, field_value(value)); };

  std::size_t at = 0;
  for (std::size_t number = 1; at < text.size(); ++number) {
    const Line line = line_at(text, at);
    at = line.next;
    if (is_blank(line.text)) break;
    if (blanks.find(line.text.front()) != std::string_view::npos) {
      value.append(" ").append(field_value(line.text));
      continue;
    }
    auto next = header_line(line.text);
    if (!next) return broken_block(number);
    if (number > 1) add();
    name = std::move(next->name);
    value = next->value;
  }
  add();
  header.length_bytes = at;
  return header;
}

}  // namespace demarche
