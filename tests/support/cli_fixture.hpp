// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/support/child.hpp"
#include "tests/support/temporary_folder.hpp"

namespace demarche::test {

using Arguments = std::vector<std::string>;

inline const std::string indexer = BINARY_DIR "/indexer/indexer";
inline const std::string searcher = BINARY_DIR "/searcher/searcher";

/// Two statements, and the index that make() makes of them, for tests of the programs.
struct CliFixture {
  TemporaryFolder folder;
  std::string source = folder.path_of("source");
  std::string index = folder.path_of("index");

  CliFixture() {
    folder.write("source/a.txt",
                 "Title: On rivers\nIssuer: Tashmar\nDate: 2023-05-01\n\n“Hollow promises”, "
                 "the spokesperson said, are no policy.");
    folder.write("source/b.txt",
                 "Title: Evil \x1b[31m title\n\nPlain \x1b]0;owned\x07 words and \u202Ebidi.");
  }
  ChildResult make() const { return run(indexer, {"--db", index, source}); }
  ChildResult search(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"--db", index});
    return run(searcher, arguments);
  }
};

}  // namespace demarche::test
