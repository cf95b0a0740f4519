// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/support/patient.hpp"

// What is found of damage in an index that has no checksums, as one that was made before there were
// any.

using namespace demarche;
using test::check_answer;
using test::index;
using test::Patient;
namespace fs = std::filesystem;

TEST_CASE("without checksums an index is checked by its structure, and that is said",
          "[reliability][damage]") {
  const Patient patient;
  fs::remove(patient.path + "/db1/checksums");
  const auto check = index({"--db", patient.path, "--check"});
  CHECK(check.exit_code == 0);
  CHECK_THAT(check.err, Catch::Contains("sound in structure") && Catch::Contains("--rebuild"));
  // It gets none from a run that changes it in place, which knows nothing of what it was before.
  patient.folder.write("note.txt", "On ferries again.\n");
  CHECK(index({"-q", "--db", patient.path, patient.folder.path_of("note.txt")}).exit_code == 0);
  CHECK_FALSE(fs::exists(patient.path + "/db1/checksums"));
  // Damage that makes Xapian's own check crash is damage.
  std::string terms = test::read_bytes(patient.path + "/db1/termlist.glass");
  for (std::size_t i = 0; i < terms.size(); i += 3) terms[i] = static_cast<char>(terms[i] ^ 0x55);
  patient.folder.write("index/db1/termlist.glass", terms);
  CHECK(patient.check() == 2);
}

TEST_CASE("also without checksums a file that is gone or cut off is damage",
          "[reliability][damage]") {
  const Patient patient;
  for (const std::string name : {"docdata", "termlist", "position", "postlist"}) {
    const std::string table = patient.path + "/db1/" + name + ".glass";
    for (const bool is_gone : {true, false}) {
      CAPTURE(name, is_gone);
      patient.heal();
      fs::remove(patient.path + "/db1/checksums");
      is_gone ? void(fs::remove(table)) : fs::resize_file(table, fs::file_size(table) / 2 + 100);
      CHECK(patient.check() == 2);
      // No phrase is found where its words' positions are gone: that must not be the answer.
      const auto answer = patient.search({"-c", "\"the crossing\" OR ferr*"});
      check_answer(answer, patient.path);
      if (is_gone) CHECK(answer.exit_code == 2);
      const auto merge = index({"--db", patient.folder.path_of("merged"), "--merge", patient.path});
      CHECK(merge.exit_code == 2);
      CHECK_THAT(merge.err, Catch::Contains(patient.path));
      // Nothing is left of what it began.
      const std::string merged = patient.folder.path_of("merged");
      fs::create_directory(merged);
      for (const auto& entry : fs::directory_iterator(merged))
        CHECK(entry.path().filename() == "lock");
    }
  }
}

TEST_CASE(
    "also without checksums a table's last bytes are missed, and one that is a folder is named",
    "[reliability][damage]") {
  const Patient patient;
  for (const std::string name : {"docdata", "termlist", "position", "postlist"}) {
    CAPTURE(name);
    const std::string table = patient.path + "/db1/" + name + ".glass";
    patient.heal();
    fs::remove(patient.path + "/db1/checksums");
    fs::resize_file(table, fs::file_size(table) - 100);
    CHECK(patient.check() == 2);
    fs::remove(table);
    fs::create_directory(table);
    const auto check = index({"--db", patient.path, "--check"});
    CHECK(check.exit_code == 2);
    CHECK_THAT(check.err, Catch::Contains(table + ": no regular file"));
  }
}
