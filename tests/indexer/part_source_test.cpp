// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/part_source.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

using namespace demarche;

namespace {

const RecordNames no_names;

struct Seen {
  std::vector<std::string> records;  ///< `LINE#NUMBER text`, or a reason
  std::string failure;
};

Seen read(const std::string& name, Form form, std::string bytes) {
  JsonReaders readers([] { return std::make_unique<JsonLinesReader>(no_names); });
  const Reading reading{no_names, std::nullopt, readers};
  const auto source =
      open_parts(std::make_unique<MemoryStream>(std::move(bytes)), name, form, reading);
  Seen seen;
  for (;;) {
    auto part = source->next();
    if (!part) seen.failure = part.error();
    if (!part || !*part) return seen;
    (**part)([&](ReadRecord&& record) {
      seen.records.push_back(fmt::format("{}#{} {}", record.line, record.number,
                                         record.statement ? record.statement->statement.text
                                                          : "(" + record.statement.error() + ")"));
    });
  }
}

}  // namespace

TEST_CASE("what is named as JSON Lines and is no text is named for what it is", "[json_lines]") {
  CHECK(read("a.jsonl", Form::json_lines, "%PDF-1.7\n").failure ==
        "it holds PDF, whatever its name says");
  CHECK(read("a.jsonl", Form::json_lines, "\n{\"text\":\"%PDF-1.7\"}\n").records ==
        std::vector<std::string>{"2#1 %PDF-1.7"});
}

TEST_CASE("of an mbox a message that is too long is skipped, and the others are read", "[mbox]") {
  const std::string from = "From - Sun Jan  4 01:05:34 2026\nSubject: x\n\n";
  CHECK(read("a.mbox", Form::mbox,
             from + std::string(64U << 20U, 'x') + "\n\n" + from + "One river.\n")
            .records == std::vector<std::string>{"1#1 (longer than 64 MiB)", "6#2 One river."});
}
