// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/mbox_messages.hpp"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

using namespace demarche;

namespace {

struct Seen {
  std::uint64_t line;
  std::uint64_t number;
  std::string bytes;
  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& seen) {
  return out << seen.line << '#' << seen.number << " '" << seen.bytes << '\'';
}

tl::expected<std::vector<Seen>, std::string> read(const std::string& bytes, std::size_t slice_bytes,
                                                  std::size_t max_bytes = 1U << 20U) {
  MboxMessages messages(
      LineChunks(std::make_unique<MemoryStream>(bytes), slice_bytes, 2 * max_bytes), max_bytes);
  std::vector<Seen> seen;
  for (;;) {
    const auto next = messages.next();
    if (!next) return tl::make_unexpected(next.error());
    if (next->empty()) return seen;
    for (const MboxMessage& message : *next)
      seen.push_back(
          {message.line, message.number, message.is_too_long ? "(too long)" : message.bytes});
  }
}

}  // namespace

TEST_CASE("an mbox is cut at its From lines, and quoted ones are mended", "[mbox]") {
  const std::string mbox =
      "From fo@tashmar.example Sat Jan  3 01:05:34 2026\nSubject: x\n\nText\n>From there\n"
      ">>From here\n\nFrom now on: nothing.\nFrom - Sun Jan  4 01:05:34 2026\n> From x\n\n"
      "From - Sun Jan  4 01:05:34 2026\r\nSubject: y\r\n\r\nFrom - Mon Jan  5 1:05:34 2026\r\n";
  const std::vector<Seen> expected = {
      {1, 1,
       "Subject: x\n\nText\nFrom there\n>From here\n\nFrom now on: nothing.\n"
       "From - Sun Jan  4 01:05:34 2026\n> From x\n\n"},
      {12, 2, "Subject: y\r\n\r\n"},
      {15, 3, ""}};
  for (const std::size_t slice : {1U, 30U, 100U, 10000U}) CHECK(read(mbox, slice) == expected);
}

TEST_CASE("a message too long to be held is passed over", "[mbox]") {
  const std::string from = "From - Sun Jan  4 01:05:34 2026\n";
  for (const std::size_t slice : {1U, 10000U}) {
    CHECK(read(from + std::string(300, 'x') + "\n\n" + from + "y\n", slice, 100) ==
          std::vector<Seen>{{1, 1, "(too long)"}, {4, 2, "y\n"}});
    CHECK(read(from + "xxxxxxxxx\nxxxxxxxxxxx\nxxxxxxxxxxxxx\n\n" + from + "y\n", slice, 20) ==
          std::vector<Seen>{{1, 1, "(too long)"}, {6, 2, "y\n"}});
  }
}

TEST_CASE("what does not begin with a From line is no mbox", "[mbox]") {
  CHECK_FALSE(read("Subject: x\n\nFrom - Sun Jan  4 01:05:34 2026\n", 1000));
  CHECK(read("", 1000)->empty());
}

TEST_CASE("an mbox may begin with blank lines", "[mbox]") {
  const std::string from = "From - Sun Jan  4 01:05:34 2026\n";
  for (const std::size_t slice : {1U, 10000U}) {
    CHECK(read("\n \r\n" + from + "x\n", slice) == std::vector<Seen>{{3, 1, "x\n"}});
    CHECK_FALSE(read("\nx\n" + from + "x\n", slice));
    CHECK(read("\n\n", slice)->empty());
  }
}
