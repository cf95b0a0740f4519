// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "common/error.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/packed.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::run;
using test::RunResult;

namespace {

using Ids = std::set<std::string>;
using Outcomes = std::map<std::string, std::string>;

void cut_to(const std::string& path, std::size_t bytes) {
  const std::string all = test::read_bytes(path);
  std::ofstream(path, std::ios::binary) << all.substr(0, bytes);
}

}  // namespace

TEST_CASE("an encrypted member, a broken archive and an empty one are named with the reason",
          "[archive][pipeline]") {
  test::Archive archive;
  archive.write("good.txt", "On ferries.");
  test::run_python(
      archive.source(),
      "zip('enc.zip', [('b.txt', b'On roads.'), ('a.txt', b'On rivers.')])\n"
      "data = bytearray(open('enc.zip', 'rb').read())\n"
      "data[6] |= 1; data[data.index(b'PK\\1\\2') + 8] |= 1\n"  // b.txt is encrypted
      "open('enc.zip', 'wb').write(data)\n"
      "zip('none.zip', []); tar('none.tar.gz', 'w:gz', [])\n"
      "open('void.zip', 'w'); open('void.gz', 'w'); open('plain.tar', 'w').write('x')\n"
      "open('twice.gz', 'wb').write(gzip.compress(gzip.compress(b'x')))\n"
      "zip('crc.zip', [('a.txt', b'On canals.')], zipfile.ZIP_STORED)\n"
      "data = open('crc.zip', 'rb').read().replace(b'canals', b'banals')\n"
      "open('crc.zip', 'wb').write(data)\n"
      "data = gzip.compress(b'On canals.', 0).replace(b'canals', b'banals')\n"
      "open('crc.txt.gz', 'wb').write(data)\n"
      "data = gzip.compress(open('enc.zip', 'rb').read())\n"
      "open('zip.gz', 'wb').write(data)\n");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::incomplete);
  CHECK(archive.find("on") == Ids{"good.txt", "enc.zip!/a.txt"});
  CHECK(result.reasons.at("enc.zip!/b.txt") == "encrypted");
  CHECK(result.reasons.at("none.zip") == "an archive without files");
  CHECK(result.reasons.at("none.tar.gz") == "an archive without files");
  CHECK(result.reasons.at("void.zip") == "empty");
  CHECK(result.reasons.at("void.gz") == "empty");
  CHECK(result.reasons.at("plain.tar") == "no archive, whatever its name says");
  CHECK(result.reasons.at("twice.gz") == "compressed more than once");
  CHECK_THAT(result.reasons.at("crc.zip!/a.txt"),
             Catch::Contains("its compressed data are damaged"));
  CHECK(result.reasons.at("crc.txt.gz") == "broken: the gzip data are damaged");
  CHECK(result.reasons.at("zip.gz") == "a ZIP archive that is compressed as a whole");
  CHECK(result.reasons.size() == 10);
}

TEST_CASE("a compressed tar archive whose checksum is wrong is reported", "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(),
                   "tar('a.tar', 'w', [('a.txt', b'On canals.')])\n"
                   "data = open('a.tar', 'rb').read()\n"
                   "data = gzip.compress(data, 0).replace(b'canals', b'banals')\n"
                   "open('a.tgz', 'wb').write(data)\n"
                   "import os; os.remove('a.tar')\n");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::incomplete);
  CHECK(result.reasons == Outcomes{{"a.tgz", "broken: the gzip data are damaged"}});
}

TEST_CASE("an archive that breaks off gives the members before, and keeps those of before",
          "[archive][pipeline]") {
  const std::string name = GENERATE(as<std::string>(), "a.tar", "a.tar.gz", "a.tar.xz", "a.zip");
  CAPTURE(name);
  test::Archive archive;
  test::run_python(archive.source(),
                   "import random; r = random.Random(1)\n"
                   "members = [(f'{i}.txt', b'On rivers. ' + r.randbytes(20000).hex().encode())\n"
                   "           for i in range(9)]\n" +
                       (name == "a.zip" ? "zip('a.zip', members)"
                                        : fmt::format("tar('{0}', 'w:{1}', members)", name,
                                                      name == "a.tar" ? "" : name.substr(6))));
  const RunResult whole = run(archive);
  REQUIRE(whole.code == exit_code::ok);
  const Ids all = archive.find("rivers");
  REQUIRE(all.size() == 9);
  const std::string path = archive.source() + '/' + name;
  cut_to(path, test::read_bytes(path).size() / 2);
  for (int i = 0; i < 2; ++i) {
    const RunResult cut = run(archive);
    CHECK(cut.code == exit_code::incomplete);
    CHECK_THAT(cut.reasons.at(name), Catch::Contains("broken"));
    CHECK(archive.find("rivers") == all);
  }
  // What it never had before is not there: an index of the broken one has the members before.
  IndexerOptions options = archive.indexer_options();
  const test::TemporaryFolder folder;
  options.index_path = folder.path_of("index");
  const RunResult fresh = run(archive, options);
  CHECK(fresh.code == exit_code::incomplete);
  CHECK(fresh.outcome_of.size() >= 2);
  CHECK(fresh.outcome_of.size() < 9);
}
