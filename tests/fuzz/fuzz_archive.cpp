// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "common/text/utf8.hpp"
#include "indexer/readers/archive_source.hpp"

using namespace demarche;

namespace {

const RecordNames no_names;

void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

/// Any bytes are an archive whose members have names, or a reason; and it comes to an end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::array names = {"a.zip", "a.jsonl.gz", "a.csv.xz", "a.json.bz2", "a.mbox.zst"};
  const char* const name = names[data[0] % names.size()];
  JsonReaders readers([] { return std::make_unique<JsonLinesReader>(no_names); });
  const Reading reading{no_names, std::nullopt, readers};
  ExpansionLimits limits;
  limits.free_bytes = 1U << 20U;
  limits.total_bytes = 8U << 20U;
  const auto source = open_archive(std::make_unique<MemoryStream>(std::string(
                                       reinterpret_cast<const char*>(data) + 1, size - 1)),
                                   name, reading, limits);
  for (;;) {
    const auto part = source->next();
    if (!part) demand(!part.error().empty() && is_utf8(part.error()));
    if (!part || !*part) return 0;
    (**part)([&](const ReadRecord& record) {
      demand(is_utf8(record.member));
      if (!record.statement) demand(!record.statement.error().empty());
    });
  }
}
