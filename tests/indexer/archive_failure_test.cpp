// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/archive_failure.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace demarche;

TEST_CASE("what libarchive says comes in words for a reader", "[archive]") {
  CHECK(archive_failure("Unrecognized archive format") ==
        "broken: it is no archive, or breaks off");
  CHECK(archive_failure("ZIP decompression failed (-5)") ==
        "broken: its compressed data are damaged");
  CHECK(archive_failure("ZIP bad CRC: 0x1 should be 0x2") ==
        "broken: its compressed data are damaged");
  CHECK(archive_failure("Lzma library error: No progress is possible") == "broken: it breaks off");
  CHECK(archive_failure("Truncated input file (needed 512 bytes, only 0 available)") ==
        "broken: it breaks off");
  CHECK(archive_failure("A thing that nobody has foreseen") == "broken");
  CHECK(archive_failure("") == "broken");
}
