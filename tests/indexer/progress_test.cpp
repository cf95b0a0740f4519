// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/progress.hpp"

#include <catch2/catch.hpp>

using namespace demarche;

TEST_CASE("progress tells counts, rate and the time left", "[progress]") {
  CHECK(progress_line(12, 40, 1'500'000, 4'500'000, 3) ==
        "12 of 40 files, 1.5 MB, 0.5 MB/s, 0:06 left");
  CHECK(progress_line(1, 2, 1'000'000, 3'724'000'000, 1) ==
        "1 of 2 files, 1.0 MB, 1.0 MB/s, 1:02:03 left");
  // Nothing to reckon with, or stdin, whose size nobody knows.
  CHECK(progress_line(1, 2, 0, 5, 0) == "1 of 2 files, 0.0 MB, 0.0 MB/s");
  CHECK(progress_line(1, 1, 5'000'000, 0, 1) == "1 of 1 files, 5.0 MB, 5.0 MB/s");
}
