// SPDX-License-Identifier: GPL-2.0-or-later
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdlib>

int main(int argc, char** argv) {
  // Whoever runs the tests may have a table of names of their own.
  setenv("XDG_CONFIG_HOME", BINARY_DIR "/no-config", 1);
  // Indexes made at different times must compare.
  setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  return Catch::Session().run(argc, argv);
}
