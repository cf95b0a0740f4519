// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/records/json_lines.hpp"
#include "indexer/sources/json_chunks.hpp"

using namespace demarche;

namespace {

const RecordNames no_names;

void demand(bool holds) {
  if (!holds) std::abort();
}

struct Seen {
  std::vector<std::string> records;
  std::string failure;
  bool operator==(const Seen&) const = default;
};

Seen read(std::string_view bytes, std::size_t slice_bytes) {
  JsonChunks chunks(
      std::make_unique<MemoryStream>(std::string(bytes)),
      [](std::string_view key, bool is_string) { return is_string && no_names.is_text(key); },
      slice_bytes, 1U << 20U);
  JsonLinesReader reader(no_names);
  Seen seen;
  for (;;) {
    const auto chunk = chunks.next();
    if (!chunk) seen.failure = chunk.error();
    if (!chunk || !*chunk) return seen;
    reader.read_values(**chunk, [&](ReadRecord&& record) {
      demand(record.number == seen.records.size() + 1);
      demand(record.line >= 1 && record.line <= 1 + static_cast<std::uint64_t>(std::count(
                                                        bytes.begin(), bytes.end(), '\n')));
      seen.records.push_back(
          std::to_string(record.line) + ' ' +
          (record.statement ? record.statement->statement.text : record.statement.error()));
    });
  }
}

}  // namespace

/// However a file is cut, its records are the same, numbered from one; and an array that another
/// library reads has as many records as items.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Seen whole = read(bytes, 1U << 20U);
  demand(whole == read(bytes, data[0] + 1U));
  if (bytes.find('\0') != std::string_view::npos) return 0;
  const auto value = nlohmann::json::parse(bytes, nullptr, false);
  if (value.is_array()) demand(whole.failure.empty() && whole.records.size() == value.size());
  if (value.is_object()) demand(whole.failure.empty());
  return 0;
}
