// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "common/index/block_check.hpp"
#include "common/index/index_folder.hpp"
#include "indexer/index/checksums.hpp"
#include "tests/support/effort.hpp"
#include "tests/support/patient.hpp"

// A damaged index is named as such, by both programs, whatever is damaged.

using namespace demarche;
using test::Arguments;
using test::check_answer;
using test::index;
using test::Patient;
namespace fs = std::filesystem;

namespace {

/// Turns one bit of a file over, for the object's life.
class Flip {
public:
  Flip(std::string file, std::size_t offset, unsigned bit)
      : file_(std::move(file)), offset_(offset), bit_(bit) {
    flip();
  }
  ~Flip() { flip(); }
  Flip(const Flip&) = delete;
  Flip& operator=(const Flip&) = delete;

private:
  void flip() {
    std::fstream file(file_, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(offset_));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(offset_));
    file.put(static_cast<char>(byte ^ (1 << bit_)));
  }

  std::string file_;
  std::size_t offset_;
  unsigned bit_;
};

/// Damages a file in one of several ways; says how.
std::string damage(const std::string& file, test::Effort& effort) {
  std::string bytes = test::read_bytes(file);
  const std::size_t at = effort.pick(bytes.size());
  const std::size_t block = at / 8192 * 8192;
  std::string how;
  switch (effort.pick(4)) {
    case 0:
      bytes.resize(at);
      how = "cut off";
      break;
    case 1:
      for (std::size_t i = block; i < std::min(block + 8192, bytes.size()); ++i)
        bytes[i] = static_cast<char>(effort.random()());
      how = "a block of noise";
      break;
    case 2:
      // Where blocks begin, their structure stands.
      for (std::size_t i = 0; i < 5; ++i) {
        const std::size_t place = std::min(block + effort.pick(40), bytes.size() - 1);
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << effort.pick(8)));
      }
      how = "bits of a block's beginning";
      break;
    default:
      for (std::size_t i = 0; i < 50; ++i) {
        const std::size_t place = effort.pick(bytes.size());
        bytes[place] = static_cast<char>(bytes[place] ^ (1 << effort.pick(8)));
      }
      how = "bits here and there";
  }
  std::ofstream(file, std::ios::binary) << bytes;
  return how;
}

}  // namespace

TEST_CASE("a flipped bit anywhere in the index's files is found",
          "[reliability][damage][soak][long]") {
  const Patient patient;
  REQUIRE(patient.check() == 0);
  test::Effort flips("flipped bits found", 4);
  const std::vector<std::string> files = patient.files();
  REQUIRE(files.size() == 7);  // XAPIANDB, checksums, iamglass, four tables
  while (flips.goes_on()) {
    const std::string& file = files[flips.pick(files.size())];
    const std::size_t offset = flips.pick(fs::file_size(file));
    const auto bit = static_cast<unsigned>(flips.pick(8));
    INFO(file << ", byte " << offset << ", bit " << bit);
    const Flip flip(file, offset, bit);
    CHECK(patient.check() == 2);
  }
  CHECK(patient.check() == 0);
}

TEST_CASE("every bit of what says which blocks count is watched", "[reliability][damage]") {
  const Patient patient;
  for (const char* name : {"/XAPIANDB", "/db1/iamglass"}) {
    const std::string file = patient.path + name;
    for (std::size_t offset = 0; offset < fs::file_size(file); offset += 7) {
      INFO(name << ", byte " << offset);
      const Flip flip(file, offset, offset % 8);
      CHECK(patient.check() == 2);
    }
  }
}

TEST_CASE("whatever is damaged, both programs answer or name the index, and never crash",
          "[reliability][damage][soak][long]") {
  const Patient patient;
  test::Effort efforts("damaged indexes asked", 6);
  const std::vector<Arguments> questions = {
      {"-c", "river OR ferry"},
      {"-n", "0", "the NOT lang:fr"},
      {"--explain", "\"the crossing\""},
      {"--sort", "newest", "ferr*"},
      {"-f", "json", "issuer:Tashmar since:2022"},
      {"the NEAR/3 talks"},
      {"--show", "2021/osbs/round-one-joint-communique.txt"},
      {"--versions", "2021/osbs/round-one-joint-communique.txt"}};
  const std::string note = patient.folder.path_of("note.txt");
  while (efforts.goes_on()) {
    patient.heal();
    const std::vector<std::string> files = patient.files();
    const std::string& file = files[efforts.pick(files.size())];
    const bool has_checksums = efforts.pick(4) > 0;
    INFO(file << ": " << damage(file, efforts) << (has_checksums ? "" : ", without checksums"));
    if (!has_checksums) fs::remove(patient.path + "/db1/checksums");
    for (int i = 0; i < 3; ++i) {
      const Arguments& question = questions[efforts.pick(questions.size())];
      INFO("searcher " << question.back());
      check_answer(patient.search(question), patient.path);
    }
    check_answer(index({"--db", patient.path, "--stats"}), patient.path);
    if (!has_checksums) continue;
    CHECK(patient.check() == 2);
    patient.folder.write("note.txt", fmt::format("On ferry {}.\n", efforts.tried()));
    const auto update = index({"-q", "--db", patient.path, note});
    check_answer(update, patient.path);
    INFO(update.err);
    CHECK(update.exit_code == 2);
  }
}

TEST_CASE("of several indexes the one that is damaged is named", "[reliability][damage]") {
  const Patient patient;
  std::string words = test::read_bytes(patient.path + "/db1/postlist.glass");
  for (std::size_t i = 0; i < words.size(); i += 5) words[i] = static_cast<char>(words[i] ^ 0x2a);
  patient.folder.write("index/db1/postlist.glass", words);
  const auto both =
      test::run(test::searcher, {"--db", patient.sound, "--db", patient.path, "-c", "ferry"});
  INFO(both.err);
  CHECK(both.exit_code == 2);
  CHECK(both.out == "");
  CHECK(both.err.find(patient.path) != std::string::npos);
  CHECK(both.err.find(patient.sound) == std::string::npos);
  const auto merge =
      index({"--db", patient.folder.path_of("merged"), "--merge", patient.sound, patient.path});
  CHECK(merge.exit_code == 2);
  CHECK_THAT(merge.err, Catch::Contains(patient.path) && Catch::Contains("is damaged: "));
  CHECK_FALSE(fs::exists(patient.folder.path_of("merged")));
}

TEST_CASE("a file of the index that is gone is damage", "[reliability][damage]") {
  const Patient patient;
  for (const std::string name : {"docdata.glass", "position.glass", "iamglass"}) {
    INFO(name);
    patient.heal();
    fs::remove(patient.path + "/db1/" + name);
    const auto check = index({"--db", patient.path, "--check"});
    check_answer(check, patient.path);
    CHECK(check.exit_code == 2);
    CHECK(check.err.find("the program failed") == std::string::npos);
    check_answer(patient.search({"-c", "river"}), patient.path);
    // So is a folder in its place, which nothing can be read from.
    fs::create_directory(patient.path + "/db1/" + name);
    const auto blocked = index({"--db", patient.path, "--check"});
    check_answer(blocked, patient.path);
    CHECK(blocked.exit_code == 2);
    CHECK_THAT(blocked.err, Catch::Contains(name));
  }
}

TEST_CASE("an index is known to be as a run left it until somebody touches its files",
          "[reliability][damage]") {
  const Patient patient;
  const auto untouched = [](const std::string& index) {
    return is_untouched(current_database(index));
  };
  CHECK(untouched(patient.sound));
  CHECK_FALSE(untouched(patient.path));  // a copy
  // A run has compared it, and made checksums.
  patient.folder.write("note.txt", "On ferries once more.\n");
  const Arguments update = {"-q", "--db", patient.path, patient.folder.path_of("note.txt")};
  REQUIRE(index(update).exit_code == 0);
  CHECK(untouched(patient.path));
  REQUIRE(patient.search({"-c", "ferry"}).exit_code == 0);
  REQUIRE(patient.check() == 0);
  CHECK(untouched(patient.path));
  const std::string table = patient.path + "/db1/docdata.glass";
  { const Flip flip(table, fs::file_size(table) / 2, 3); }
  CHECK_FALSE(untouched(patient.path));
  REQUIRE(index(update).exit_code == 0);
  std::ofstream(patient.path + "/db1/position.baseA.glass") << "another's";
  CHECK_FALSE(untouched(patient.path));
}

TEST_CASE("damage done after a run was stopped is not taken for what that run wrote",
          "[reliability][damage]") {
  const Patient patient;
  const std::string database = patient.path + "/db1";
  const Arguments again = {"-q", "--db", patient.path, patient.folder.path_of("note.txt")};
  const auto stop = [&] { fs::rename(database + "/checksums", database + "/checksums.before"); };
  stop();
  // Control: a sound index has its checksums completed by a run that finds nothing new.
  REQUIRE(index(again).exit_code == 0);
  REQUIRE(fs::exists(database + "/checksums"));
  stop();
  {
    const std::string table = database + "/docdata.glass";
    const Flip flip(table, fs::file_size(table) / 2, 3);
    CHECK(index(again).exit_code == 2);
    CHECK(patient.check() == 2);
  }
  // Nor a table that breaks off.
  patient.heal();
  stop();
  fs::resize_file(database + "/docdata.glass", 8192);
  CHECK_THAT(check_blocks(database).damage,
             Catch::VectorContains(std::string("docdata.glass, which breaks off")));
  // Nor a block that says it is newer than the last commit.
  patient.heal();
  stop();
  const std::string table = database + "/position.glass";
  const Flip flip(table, fs::file_size(table) / 8192 / 2 * 8192, 6);
  REQUIRE_FALSE(complete_checksums(database, patient.path));
  CHECK(check_blocks(database).damage.size() == 1);
}

TEST_CASE("checksums that are damaged while a run reads its files are not built upon",
          "[reliability][damage]") {
  const Patient patient;
  const std::string database = patient.path + "/db1";
  const auto says = Catch::Contains(patient.path + " is damaged: its checksums are");
  {
    const Flip flip(database + "/checksums", 40, 1);
    CHECK_THROWS_WITH(begin_changes(database, patient.path), says);
    CHECK(fs::exists(database + "/checksums"));
  }
  begin_changes(database, patient.path);
  const Flip flip(database + "/checksums.before", 40, 1);
  CHECK_THROWS_WITH(begin_changes(database, patient.path), says);
  CHECK_THROWS_WITH(complete_checksums(database, patient.path), says);
  CHECK_FALSE(fs::exists(database + "/checksums"));
}

TEST_CASE("what is damaged gets into no other index", "[reliability][damage]") {
  const Patient patient;
  // A letter of a stored text, which no structure shows.
  const std::string table = patient.path + "/db1/docdata.glass";
  const Flip flip(table, fs::file_size(table) / 2, 3);
  REQUIRE(patient.search({"-c", "ferry"}).exit_code == 0);
  const auto refused = [](const test::ChildResult& result) {
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.err, Catch::Contains("is damaged: block ") &&
                               Catch::Contains(" of docdata.glass\nhint: "));
  };
  patient.folder.write("note.txt", "On more ferries.\n");
  refused(index({"--db", patient.path, patient.folder.path_of("note.txt")}));
  std::string much;
  for (int i = 0; i < 40'000; ++i) much += fmt::format("Ferry {} is late. ", i);
  patient.folder.write("much.txt", much);
  refused(index({"--db", patient.path, patient.folder.path_of("much.txt")}));
  refused(index({"--db", patient.folder.path_of("new"), "--merge", patient.path}));
  CHECK(index({"-q", "--db", patient.path, "--rebuild", SOURCE_DIR "/corpus/statements",
               patient.folder.path_of("note.txt")})
            .exit_code == 0);
  CHECK(patient.check() == 0);
}
