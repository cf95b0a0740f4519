// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "common/text/utf8.hpp"
#include "indexer/field.hpp"
#include "indexer/readers/records/json_lines.hpp"

using namespace demarche;

namespace {

const RecordNames no_names;

void demand(bool holds) {
  if (!holds) std::abort();
}

std::vector<ReadRecord> records_of(std::string_view bytes, std::size_t slice_bytes) {
  std::vector<ReadRecord> records;
  LineChunks chunks(std::make_unique<MemoryStream>(std::string(bytes)), slice_bytes);
  JsonLinesReader reader(no_names);
  while (auto chunk = *chunks.next())
    reader.read(*chunk, [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  return records;
}

void demand_same(const std::vector<ReadRecord>& left, const std::vector<ReadRecord>& right) {
  demand(left.size() == right.size());
  for (std::size_t at = 0; at < left.size(); ++at) {
    demand(left[at].line == right[at].line && left[at].number == at + 1);
    demand(left[at].statement.has_value() == right[at].statement.has_value());
    if (left[at].statement)
      demand(left[at].statement->statement.text == right[at].statement->statement.text &&
             left[at].statement->statement.fields == right[at].statement->statement.fields &&
             left[at].statement->warnings == right[at].statement->warnings);
    else
      demand(left[at].statement.error() == right[at].statement.error());
  }
}

void demand_clean(const Statement& statement) {
  demand(is_utf8(statement.text) && has_text(statement.text));
  demand(statement.text.find('\r') == std::string::npos);
  demand(statement.text.find('\0') == std::string::npos);
  demand(is_utf8(statement.id));
  for (const auto& [name, value] : statement.fields)
    demand(field_name(name) == name && field_value(value) == value && !value.empty() &&
           is_utf8(value));
}

/// Another library agrees on what an object is, but where it can't hold what
/// is written: half characters, and numbers too large.
void demand_agreement(std::string_view line) {
  bool is_object = false;
  try {
    is_object = nlohmann::json::parse(line).is_object();
  } catch (const nlohmann::json::parse_error& error) {
    if (std::string_view(error.what()).find("surrogate") != std::string_view::npos) return;
  } catch (const nlohmann::json::out_of_range&) {
    return;
  }
  const auto reason = JsonObjectParser().parse(line, 0, [](std::string_view, RecordValue&&) {});
  if (reason && (reason->starts_with("nested") || reason->starts_with("more than"))) return;
  demand(is_object == !reason);
}

}  // namespace

/// Any bytes are records in slices of any size, each a clean statement or a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t slice_bytes = data[0];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  constexpr std::size_t large_slice_bytes = 4096;
  const auto records = records_of(bytes, large_slice_bytes);
  demand_same(records, records_of(bytes, slice_bytes));
  for (const ReadRecord& record : records) {
    if (record.statement) demand_clean(record.statement->statement);
  }
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  // The other library passes over a byte order mark, and ends at a NUL.
  const bool is_comparable = !line.starts_with('\xef') && line.find('\0') == std::string_view::npos;
  if (is_comparable && !is_blank_line(line)) demand_agreement(line);
  return 0;
}
