// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <vector>

#include "common/text/utf8.hpp"
#include "indexer/readers/part_source.hpp"
#include "indexer/readers/records/table_reader.hpp"
#include "indexer/sources/record_chunks.hpp"

using namespace demarche;

namespace {

const RecordNames names({{"speaker", "who"}});

void demand(bool holds) {
  if (!holds) std::abort();
}

std::vector<ReadRecord> records_of(std::string_view bytes, bool quoted, std::size_t slice_bytes) {
  std::vector<ReadRecord> records;
  RecordChunks chunks(LineChunks(std::make_unique<MemoryStream>(std::string(bytes)), slice_bytes),
                      quoted);
  const auto reader = TableReader::from_header(*chunks.header(), quoted, names);
  if (!reader) return records;
  while (auto chunk = *chunks.next())
    reader->read(*chunk, [&](ReadRecord&& record) { records.push_back(std::move(record)); });
  return records;
}

}  // namespace

/// However a table is cut, its records are the same, numbered from one, and clean.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const bool quoted : {true, false}) {
    const auto whole = records_of(bytes, quoted, 1U << 20U);
    const auto cut = records_of(bytes, quoted, 5);
    demand(whole.size() == cut.size());
    for (std::size_t at = 0; at < whole.size(); ++at) {
      demand(whole[at].number == at + 1 && whole[at].line == cut[at].line);
      demand(whole[at].statement.has_value() == cut[at].statement.has_value());
      if (!whole[at].statement) continue;
      const Statement& statement = whole[at].statement->statement;
      demand(statement.text == cut[at].statement->statement.text);
      demand(is_utf8(statement.text) && has_text(statement.text));
      for (const auto& [name, value] : statement.fields) demand(is_utf8(value) && !value.empty());
    }
  }
  return 0;
}
