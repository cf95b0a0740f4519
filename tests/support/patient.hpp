// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/archive.hpp"
#include "tests/support/cli_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

namespace demarche::test {

inline ChildResult index(Arguments arguments) { return run(indexer, arguments); }

/// An index of the sample corpus, with free blocks from an update, and copies of it to damage.
class Patient {
public:
  Patient() {
    REQUIRE(index({"-q", "--db", sound, SOURCE_DIR "/corpus/statements"}).exit_code == 0);
    for (const char* text : {"On ferries.\n", "On other ferries.\n"}) {
      folder.write("note.txt", text);
      REQUIRE(index({"-q", "--db", sound, folder.path_of("note.txt")}).exit_code == 0);
    }
    heal();
  }
  void heal() const {
    std::filesystem::remove_all(path);
    std::filesystem::copy(sound, path, std::filesystem::copy_options::recursive);
  }
  int check() const { return index({"--db", path, "--check"}).exit_code; }
  ChildResult search(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"--db", path});
    return run(searcher, arguments);
  }
  /// The files of the index that hold anything.
  std::vector<std::string> files() const {
    std::vector<std::string> all = files_below(path);
    std::erase_if(all,
                  [](const std::string& file) { return std::filesystem::file_size(file) == 0; });
    return all;
  }

  TemporaryFolder folder;
  const std::string sound = folder.path_of("sound");
  const std::string path = folder.path_of("index");
};

/// A program that met damage: it answered all the same, or said which index it is.
inline void check_answer(const ChildResult& result, const std::string& path) {
  INFO(result.err);
  CHECK((result.exit_code >= 0 && result.exit_code <= 2));
  CHECK(result.err.find("internal error") == std::string::npos);
  if (result.exit_code != 2) return;
  CHECK(result.err.find(path) != std::string::npos);
  CHECK(result.err.find("hint: ") != std::string::npos);
}

}  // namespace demarche::test
