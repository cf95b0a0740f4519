// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/sample_index.hpp"

#include <catch2/catch.hpp>

#include "tests/support/archive.hpp"

namespace demarche::test {

const std::string& sample_index() {
  static const TemporaryFolder folder;
  static const std::string path = [] {
    IndexerOptions options;
    options.index_path = folder.path_of("index");
    options.paths = {SOURCE_DIR "/corpus/statements"};
    options.quiet = true;
    const Archive archive;
    REQUIRE(archive.index(options) == 0);
    return options.index_path;
  }();
  return path;
}

}  // namespace demarche::test
