// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/field.hpp"

#include <algorithm>

#include "common/statement.hpp"
#include "common/text/ascii.hpp"

namespace demarche {
namespace {

constexpr std::size_t max_name_bytes = 64;

bool is_lower(char byte) { return byte >= 'a' && byte <= 'z'; }

bool may_stand_in_name(char byte) {
  return is_lower(byte) || (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

/// U+0080 to U+009F, the C1 controls, are C2 80 to C2 9F in UTF-8.
bool is_c1_control(std::string_view text, std::size_t at) {
  if (text[at] != '\xc2' || at + 1 == text.size()) return false;
  return static_cast<unsigned char>(text[at + 1]) < 0xa0;
}

}  // namespace

std::optional<std::string> field_name(std::string_view name) {
  if (name.empty() || name.size() > max_name_bytes) return std::nullopt;
  std::string lower = lower_ascii(name);
  if (!is_lower(lower.front())) return std::nullopt;
  if (!std::all_of(lower.begin(), lower.end(), may_stand_in_name)) return std::nullopt;
  return lower == "lang" ? "language" : lower;
}

std::string field_value(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t at = 0; at < value.size(); ++at) {
    const auto byte = static_cast<unsigned char>(value[at]);
    if (is_c1_control(value, at)) {
      out += ' ';
      ++at;
    } else {
      out += byte < 0x20 || byte == 0x7f ? ' ' : value[at];
    }
  }
  const std::size_t begin = out.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return out.substr(begin, out.find_last_not_of(' ') + 1 - begin);
}

bool limit_value(std::string& value) {
  if (value.size() <= max_value_bytes) return false;
  std::size_t end = max_value_bytes;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0U) == 0x80U) --end;
  value.resize(end);
  return true;
}

void add_field(FieldMap& fields, const std::string& name, const std::string& value) {
  if (value.empty()) return;
  const auto [field, is_new] = fields.emplace(name, value);
  if (!is_new) field->second += "; " + value;
}

bool is_reserved_field(std::string_view name) { return name == "id" || name == "text"; }

}  // namespace demarche
