// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/record_chunks.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace demarche;

namespace {

struct SeenRecord {
  std::uint64_t line;
  std::uint64_t number;
  std::string bytes;
  bool operator==(const SeenRecord&) const = default;
};

std::ostream& operator<<(std::ostream& out, const SeenRecord& record) {
  return out << record.line << '#' << record.number << " '" << record.bytes << '\'';
}

/// The header first, as line 0; then the records that are not blank.
std::vector<SeenRecord> records_of(const std::string& bytes, bool quoted, std::size_t slice_bytes,
                                   std::size_t max_bytes = 1U << 20U) {
  RecordChunks chunks(LineChunks(std::make_unique<MemoryStream>(bytes), slice_bytes, max_bytes),
                      quoted, max_bytes);
  std::vector<SeenRecord> seen{{0, 0, *chunks.header()}};
  for (;;) {
    const auto chunk = chunks.next();
    REQUIRE(chunk);
    if (!*chunk) return seen;
    std::uint64_t line = (*chunk)->first_line, number = (*chunk)->first_record;
    if ((*chunk)->is_too_long) seen.push_back({line, number, "(too long)"});
    const std::string& text = (*chunk)->bytes;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = record_end(text, at, quoted).value_or(text.size());
      const std::string record = text.substr(at, end - at);
      if (!is_blank_line(record)) seen.push_back({line, number++, record});
      line += static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'));
      at = end;
    }
  }
}

}  // namespace

TEST_CASE("a record goes on over line ends within quotation marks", "[record_chunks]") {
  const std::string table = "\nid,text\n1,\"one\n\ntwo\"\n\n2,\"say \"\"no\"\"\"\n3,last";
  CHECK(records_of(table, true, 1U << 20U) ==
        std::vector<SeenRecord>{{0, 0, "id,text\n"},
                                {3, 1, "1,\"one\n\ntwo\"\n"},
                                {7, 2, "2,\"say \"\"no\"\"\"\n"},
                                {8, 3, "3,last"}});
  CHECK(records_of("a\n\"b\nc\"\n", false, 1U << 20U) ==
        std::vector<SeenRecord>{{0, 0, "a\n"}, {2, 1, "\"b\n"}, {3, 2, "c\"\n"}});
}

TEST_CASE("a quotation mark that is never closed takes its own line alone", "[record_chunks]") {
  const std::string table = "id,text\n1,fine\n2,\"never\n3,fine\n4,fine\n";
  const std::vector<SeenRecord> expected = {{0, 0, "id,text\n"},
                                            {2, 1, "1,fine\n"},
                                            {3, 2, "2,\"never\n"},
                                            {4, 3, "3,fine\n"},
                                            {5, 4, "4,fine\n"}};
  CHECK(records_of(table, true, 1U << 20U) == expected);
  CHECK(records_of(table, true, 8) == expected);
}

TEST_CASE("a record too long to be held is passed over as one, to its mark", "[record_chunks]") {
  std::string table = "id,text\n1,fine\n2,\"long\n";
  for (int i = 0; i < 1000; ++i) table += "more of it\n";
  CHECK(records_of(table + "end\"\n3,fine\n", true, 64, 4096) ==
        std::vector<SeenRecord>{
            {0, 0, "id,text\n"}, {2, 1, "1,fine\n"}, {3, 2, "(too long)"}, {1005, 3, "3,fine\n"}});
  CHECK(records_of(table, true, 64, 4096).size() == 3);
}

TEST_CASE("a line too long to be held is a record of its own", "[record_chunks]") {
  const std::string table = "id,text\n1,fine\n2," + std::string(5000, 'x') + "\n3,fine\n";
  CHECK(records_of(table, true, 64, 1000) ==
        std::vector<SeenRecord>{
            {0, 0, "id,text\n"}, {2, 1, "1,fine\n"}, {3, 2, "(too long)"}, {4, 3, "3,fine\n"}});
}

TEST_CASE("records do not depend on how a file is cut into chunks", "[record_chunks][law]") {
  std::mt19937 random(1815);
  static const std::vector<std::string> pieces = {"a", ",", "\"", "\"\"", "\n", "\n", "word", " "};
  for (int i = 0; i < 2000; ++i) {
    std::string table = "h\n";
    for (std::size_t count = random() % 60; count > 0; --count)
      table += pieces[random() % pieces.size()];
    const auto whole = records_of(table, true, 1U << 20U);
    for (std::size_t at = 1; at < whole.size(); ++at) CHECK(whole[at].number == at);
    for (const std::size_t slice : {1U, 2U, 7U, 30U}) {
      CAPTURE(table, slice);
      REQUIRE(records_of(table, true, slice) == whole);
    }
  }
}
