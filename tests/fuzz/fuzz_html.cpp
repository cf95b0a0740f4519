// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/calendar.hpp"
#include "common/text/utf8.hpp"
#include "indexer/field.hpp"
#include "indexer/readers/html/html.hpp"

using namespace demarche;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

void demand_clean(const ReadStatement& read) {
  const Statement& statement = read.statement;
  demand(statement.id.empty() && is_utf8(statement.text) && has_text(statement.text));
  demand(statement.text.find('\r') == std::string::npos);
  demand(statement.text.find('\0') == std::string::npos);
  for (const auto& [name, value] : statement.fields)
    demand(field_name(name) == name && field_value(value) == value && !value.empty() &&
           is_utf8(value));
  const std::string_view date = statement.field("date");
  demand(date.empty() || parse_date(date));
  for (const std::string& warning : read.warnings) demand(is_utf8(warning));
}

}  // namespace

/// Any bytes are a clean statement or a reason, the same each time.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read = read_html(bytes);
  if (read)
    demand_clean(*read);
  else
    demand(!read.error().empty() && is_utf8(read.error()));
  const auto again = read_html(bytes);
  demand(read.has_value() == again.has_value());
  if (read) demand(read->statement.text == again->statement.text);
  return 0;
}
