// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/resource.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "indexer/readers/archive_source.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/packed.hpp"
#include "tests/support/pipeline_run.hpp"

using namespace demarche;
using test::run;
using test::RunResult;

namespace {

const RecordNames no_names;

struct Seen {
  std::vector<std::string> statements;  ///< their members
  std::string failure;
};

/// Reads an archive with limits of one's own.
Seen read_archive(std::unique_ptr<ByteStream> bytes, const ExpansionLimits& limits) {
  JsonReaders readers([] { return std::make_unique<JsonLinesReader>(no_names); });
  const Reading reading{no_names, std::nullopt, readers};
  const auto source = open_archive(std::move(bytes), "a.zip", reading, limits);
  Seen seen;
  for (;;) {
    auto part = source->next();
    if (!part) {
      seen.failure = part.error();
      CHECK(source->is_cut_off());
    }
    if (!part || !*part) return seen;
    (**part)([&](ReadRecord&& record) {
      if (record.statement) seen.statements.push_back(record.member);
    });
  }
}

Seen read_archive(const std::string& path, const ExpansionLimits& limits) {
  return read_archive(std::make_unique<FileStream>(std::move(*open_regular_file(path))), limits);
}

/// A ZIP archive whose directory lists that many members, each with a comment of 64 KiB.
std::string zip_directory(std::size_t members) {
  std::string entry("PK\1\2", 4);
  entry.resize(46 + 65535);
  entry[32] = entry[33] = '\xff';
  std::string bytes;
  bytes.reserve(entry.size() * members + 22);
  for (std::size_t at = 0; at < members; ++at) bytes += entry;
  std::string end("PK\5\6", 4);
  end.resize(22);
  for (std::size_t byte = 0; byte < 2; ++byte)
    end[8 + byte] = end[10 + byte] = static_cast<char>(members >> 8 * byte);
  for (std::size_t byte = 0; byte < 4; ++byte)
    end[12 + byte] = static_cast<char>(bytes.size() >> 8 * byte);
  return bytes + end;
}

std::uint64_t peak_of_children_kib() {
  rusage usage{};
  REQUIRE(getrusage(RUSAGE_CHILDREN, &usage) == 0);
  return static_cast<std::uint64_t>(usage.ru_maxrss);
}

}  // namespace

TEST_CASE("a bomb is refused, and what stands beside it is read", "[archive][bomb]") {
  test::Archive archive;
  archive.write("good.txt", "On rivers.");
  const std::string make =
      GENERATE(as<std::string>(),
               // 2 GiB of one letter in one compressed file, as text and as records.
               "with lzma.open('bomb.xz', 'w', preset=0) as f:\n"
               "    for i in range(512): f.write(b'x' * (4 << 20))\n",
               "with bz2.open('bomb.jsonl.bz2', 'w') as f:\n"
               "    for i in range(128): f.write(b'x' * (4 << 20))\n",
               // A tar of a file that is passed over, for its name.
               "with tarfile.open('bomb.tar.xz', 'w:xz', preset=0) as a:\n"
               "    info = tarfile.TarInfo('a.jpg'); info.size = 1 << 30\n"
               "    a.addfile(info, io.BytesIO(bytes(1 << 30)))\n",
               // A sparse file, whose zeros stand nowhere.
               "import os\n"
               "os.truncate(os.open('hole.jsonl', os.O_CREAT | os.O_WRONLY), 8 << 30)\n"
               "assert os.system('tar -cSf bomb.tar hole.jsonl') == 0; os.remove('hole.jsonl')\n",
               // 42.zip: archives in archives in archives.
               "zip('0.zip', [('0.txt', bytes(1 << 22))])\n"
               "for level in range(1, 5):\n"
               "    inner = open(f'{level - 1}.zip', 'rb').read()\n"
               "    zip(f'{level}.zip', [(f'{i}.zip', inner) for i in range(16)])\n"
               "import os; os.rename('4.zip', 'bomb.zip')\n"
               "for level in range(4): os.remove(f'{level}.zip')\n");
  CAPTURE(make);
  test::run_python(archive.source(), make);
  // Of all children up to now: a test before this one may have had a larger one.
  const std::uint64_t most_kib = std::max(peak_of_children_kib(), std::uint64_t{600} << 10U);
  const RunResult result = run(archive);
  CAPTURE(result.messages);
  CHECK(result.code == exit_code::incomplete);
  CHECK(archive.find("rivers") == std::set<std::string>{"good.txt"});
  // What is one compressed file is told of once.
  if (make.find("bomb.xz") != std::string::npos || make.find("bomb.jsonl") != std::string::npos)
    CHECK_THAT(result.messages, Catch::Contains("1 skipped"));
  const bool is_deep = make.find("range(1, 5)") != std::string::npos;
  CHECK_THAT(result.messages,
             Catch::Contains(is_deep ? "an archive in an archive in an archive"
                                     : "a bomb: it unpacks to more than 200 times its size"));
  CHECK(peak_of_children_kib() <= most_kib);
}

TEST_CASE("an archive that holds itself is read once within itself", "[archive][bomb]") {
  // A quine by its name: the archive's own bytes, stored, as often as it is opened.
  test::Archive archive;
  test::run_python(archive.source(),
                   "zip('in.zip', [('a.txt', b'On rivers.')])\n"
                   "for i in range(4):\n"
                   "    zip('in.zip', [('a.txt', b'On rivers %d.' % i), ('in.zip', open('in.zip', "
                   "'rb').read())])\n");
  CHECK(run(archive).code == exit_code::incomplete);
  CHECK(archive.find("rivers") == std::set<std::string>{"in.zip!/a.txt", "in.zip!/in.zip!/a.txt"});
}

TEST_CASE("limits are kept to the byte, by all archives within one together", "[archive][bomb]") {
  const test::TemporaryFolder folder;
  test::run_python(folder.path(),
                   "text = b'On rivers. ' * 1000\n"
                   "zip('a.zip', [(f'{i}.txt', text) for i in range(9)])\n"
                   "zip('b.zip', [('a.zip', open('a.zip', 'rb').read())], zipfile.ZIP_STORED)\n");
  const auto read = [&](const char* name, ExpansionLimits limits) {
    return read_archive(folder.path_of(name), limits);
  };
  CHECK(read("a.zip", {}).statements.size() == 9);
  CHECK(read("a.zip", {}).failure.empty());
  CHECK(read("b.zip", {}).statements.size() == 9);
  CHECK(read("a.zip", {0, 1000, 9 * 11000}).failure.empty());
  const Seen total = read("a.zip", {0, 1000, 9 * 11000 - 1});
  CHECK(total.failure == "it unpacks to more than 0 GiB");
  CHECK(total.statements.size() == 8);
  CHECK(read("a.zip", {0, 20, 1U << 30U}).failure ==
        "a bomb: it unpacks to more than 20 times its size");
  CHECK(read("a.zip", {9 * 11000, 20, 1U << 30U}).failure.empty());
  // The inner one counts what it unpacks with the outer.
  CHECK(read("b.zip", {9 * 11000, 20, 1U << 30U}).failure ==
        "a bomb: it unpacks to more than 20 times its size");
}

TEST_CASE("what stands behind a tar archive's end counts, too", "[archive][bomb]") {
  const test::TemporaryFolder folder;
  test::run_python(folder.path(),
                   "tar('a.tar', 'w', [('a.txt', b'On rivers.')])\n"
                   "data = open('a.tar', 'rb').read() + bytes(2 << 20)\n"
                   "open('a.tgz', 'wb').write(gzip.compress(data))\n");
  const Seen whole = read_archive(folder.path_of("a.tgz"), {});
  CHECK(whole.statements == std::vector<std::string>{"a.txt"});
  CHECK(whole.failure.empty());
  CHECK(read_archive(folder.path_of("a.tgz"), {1U << 20U, 20, 1U << 30U}).failure ==
        "a bomb: it unpacks to more than 20 times its size");
}

TEST_CASE("a ZIP archive's directory is not held whatever its size", "[archive][bomb]") {
  const auto read = [](std::size_t members) {
    return read_archive(std::make_unique<MemoryStream>(zip_directory(members)), {}).failure;
  };
  CHECK(read(1100) == "its directory is larger than 64 MiB");
  CHECK(read(1000) == "broken: its compressed data are damaged");  // it lists what is not there
}
