// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>

#include <catch2/catch.hpp>
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

/// One of each kind of member.
constexpr const char* mixed =
    "members = [('a.txt', b'On rivers.'), ('x/b.jsonl', b'{\"text\":\"On roads.\"}\\nbad\\n'),\n"
    "           ('c.csv', b'id;text\\nown;\"On\\n ferries.\"\\n'),\n"
    "           ('d.json', b'{\"items\":[{\"text\":\"On canals.\"}]}'), ('e.md', b'On "
    "bridges.')]\n";

/// The archive's members, by what they are indexed as.
Ids ids_in(const std::string& name) {
  return {name + "!/a.txt", name + "!/x/b.jsonl#1", "own", name + "!/d.json#1", name + "!/e.md"};
}

}  // namespace

TEST_CASE("an archive's members are indexed under its name and theirs", "[archive][pipeline]") {
  struct Row {
    const char* name;
    const char* code;
  };
  const auto row = GENERATE(values<Row>({
      {"a.zip", "zip('a.zip', members)"},
      {"a.zip", "zip('a.zip', members, zipfile.ZIP_STORED)"},
      {"a.zip", "zip('a.zip', members, zipfile.ZIP_LZMA)"},
      {"a.tar", "tar('a.tar', 'w', members)"},
      {"a.tar.gz", "tar('a.tar.gz', 'w:gz', members)"},
      {"a.tgz", "tar('a.tgz', 'w:gz', members)"},
      {"a.tar.bz2", "tar('a.tar.bz2', 'w:bz2', members)"},
      {"a.txz", "tar('a.txz', 'w:xz', members)"},
      {"a.tar.zst",
       "tar('a.tar', 'w', members)\nimport os\n"
       "assert os.system('zstd -q --rm a.tar -o a.tar.zst') == 0"},
      {"unknown", "zip('unknown', members)"},
  }));
  CAPTURE(row.name, row.code);
  test::Archive archive;
  test::run_python(archive.source(), std::string(mixed) + row.code);
  IndexerOptions options = archive.indexer_options();
  options.jobs = GENERATE(1U, 3U);
  const RunResult result = run(archive, options);
  CHECK(result.code == exit_code::incomplete);
  CHECK(archive.find("on") == ids_in(row.name));
  CHECK(archive.find("ferries") == Ids{"own"});
  CHECK(result.reasons ==
        Outcomes{{fmt::format("{}!/x/b.jsonl, line 2", row.name), "no JSON object"}});
}

TEST_CASE("a compressed file is read as what it holds", "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(),
                   "gzip.open('a.jsonl.gz', 'w').write(b'{\"text\":\"On rivers.\"}\\n'\n"
                   "                                b'{\"text\":\"On lakes.\"}\\n')\n"
                   "lzma.open('b_2021.txt.xz', 'w').write(b'On roads.')\n"
                   "bz2.open('c.bz2', 'w').write(b'{\"text\":\"On canals.\"}\\n')\n"
                   "open('d.csv.gz', 'wb').write(gzip.compress(b'text\\nOn') +\n"
                   "      bytes(512) + gzip.compress(b' ferries.\\n') + bytes(70000))\n");
  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "{topic}_{year}.txt";
  const RunResult result = run(archive, options);
  CHECK(result.code == exit_code::ok);
  CHECK(archive.find("on") ==
        Ids{"a.jsonl.gz#1", "a.jsonl.gz#2", "b_2021.txt.xz", "c.bz2#1", "d.csv.gz#1"});
  CHECK(archive.find("date:2021") == Ids{"b_2021.txt.xz"});
}

TEST_CASE("an archive in an archive is read, and no deeper one", "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(),
                   "tar('i.tar.gz', 'w:gz', [('a.txt', b'On rivers.')])\n"
                   "zip('i.zip', [('b.txt', b'On roads.')])\n"
                   "gz = gzip.compress(b'{\"text\":\"On canals.\"}')\n"
                   "inner = [(n, open(n, 'rb').read()) for n in ('i.tar.gz', 'i.zip')]\n"
                   "zip('noend', [('b.txt', b'On lakes.')])\n"
                   "inner += [('c.jsonl.gz', gz), ('noend', open('noend', 'rb').read())]\n"
                   "tar('o.tar', 'w', inner)\n"
                   "zip('deep.zip', [('o.tar', open('o.tar', 'rb').read())])\n"
                   "import os; os.remove('i.tar.gz'); os.remove('i.zip'); os.remove('noend')\n");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::incomplete);
  CHECK(archive.find("on") == Ids{"o.tar!/i.tar.gz!/a.txt", "o.tar!/i.zip!/b.txt",
                                  "o.tar!/c.jsonl.gz#1", "o.tar!/noend!/b.txt"});
  const std::string reason = "an archive in an archive in an archive";
  CHECK(result.reasons == Outcomes{{"deep.zip!/o.tar!/i.tar.gz", reason},
                                   {"deep.zip!/o.tar!/i.zip", reason},
                                   {"deep.zip!/o.tar!/noend", reason},
                                   {"deep.zip!/o.tar!/c.jsonl.gz", reason}});
}

TEST_CASE("a member that is no statement is named, and what desktops leave is not",
          "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(
      archive.source(),
      "with tarfile.open('a.tar', 'w') as a:\n"
      "    def add(name, content=b'On rivers.', **more):\n"
      "        info = tarfile.TarInfo(name)\n"
      "        info.size = len(content)\n"
      "        for key, value in more.items(): setattr(info, key, value)\n"
      "        a.addfile(info, io.BytesIO(content))\n"
      "    for name in ('./good.txt', '__MACOSX/a.txt', '._good.txt', 'x/.DS_Store', '.git/a'):\n"
      "        add(name)\n"
      "    add('folder', b'', type=tarfile.DIRTYPE)\n"
      "    add('link.txt', b'', type=tarfile.SYMTYPE, linkname='good.txt')\n"
      "    add('hard.txt', b'', type=tarfile.LNKTYPE, linkname='good.txt')\n"
      "    add('fifo', b'', type=tarfile.FIFOTYPE)\n"
      "    add('null', b'', type=tarfile.CHRTYPE)\n"
      "    for name in ('/etc/a.txt', '../a.txt', 'x/../../a.txt', 'a.jpg'): add(name)\n"
      "    add('empty.txt', b'')\n"
      "    add('good.txt', b'On roads.')\n"
      "    add('large.txt', b'x' * (64 << 20) + b'y')\n");
  const RunResult result = run(archive);
  CHECK(result.code == exit_code::incomplete);
  CHECK(archive.find("on") == Ids{"a.tar!/good.txt"});
  const std::string out = "its path leads out of the archive";
  CHECK(result.reasons == Outcomes{{"a.tar!/link.txt", "a link: not followed"},
                                   {"a.tar!/hard.txt", "a link to another member: not followed"},
                                   {"a.tar!/fifo", "no regular file"},
                                   {"a.tar!/null", "no regular file"},
                                   {"a.tar!//etc/a.txt", out},
                                   {"a.tar!/../a.txt", out},
                                   {"a.tar!/x/../../a.txt", out},
                                   {"a.tar!/a.jpg", "a picture is not read by this version"},
                                   {"a.tar!/empty.txt", "no text"},
                                   {"a.tar!/good.txt", "its id “a.tar!/good.txt” is that of a.tar"},
                                   {"a.tar!/large.txt", "larger than 64 MiB"}});
}

TEST_CASE("members' names are UTF-8, in any locale, or have their bytes written",
          "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(),
                   "zip('a.zip', [('Türkiye/水.txt', b'On rivers.'), ('_a.txt', b'On roads.')])\n"
                   "bytes = open('a.zip', 'rb').read().replace(b'_a.txt', b'\\xe1a.txt')\n"
                   "open('a.zip', 'wb').write(bytes)\n"
                   "tar('b.tar', 'w', [('Türkiye/水.txt', b'On canals.')])\n");
  const char* const locale = GENERATE("C", "C.UTF-8");
  REQUIRE(setenv("LC_ALL", locale, 1) == 0);
  setlocale(LC_ALL, "");
  const RunResult result = run(archive);
  REQUIRE(unsetenv("LC_ALL") == 0);
  setlocale(LC_ALL, "C");
  CHECK(result.code == exit_code::ok);
  CHECK(archive.find("on") ==
        Ids{"a.zip!/Türkiye/水.txt", "a.zip!/%E1a.txt", "b.tar!/Türkiye/水.txt"});
}

TEST_CASE("an unchanged archive is not read again, and a changed one member by member",
          "[archive][pipeline]") {
  test::Archive archive;
  archive.write("other.txt", "On ferries.");
  const auto write = [&](const std::string& members, std::time_t time) {
    test::run_python(archive.source(), "zip('a.zip', [" + members + "])");
    test::set_time(archive.source() + "/a.zip", time);
  };
  write("('a.txt', b'On rivers.'), ('b.txt', b'On roads.')", 1'600'000'000);
  REQUIRE(run(archive).code == exit_code::ok);
  const RunResult again = run(archive);
  CHECK(again.outcome_of.at("a.zip!/a.txt") == "unchanged");
  CHECK_THAT(again.messages, Catch::Contains("0.0 MB in"));

  write("('b.txt', b'On paved roads.'), ('c.txt', b'On canals.')", 1'600'000'001);
  const RunResult changed = run(archive);
  CHECK(changed.code == exit_code::ok);
  CHECK(changed.outcome_of == Outcomes{{"a.zip!/a.txt", "removed"},
                                       {"a.zip!/b.txt", "updated"},
                                       {"a.zip!/c.txt", "indexed"},
                                       {"other.txt", changed.outcome_of.at("other.txt")}});
  CHECK(test::statements(archive.index_path()) == test::statements_from_scratch(archive));

  // One that is left is not taken for another that comes before it.
  write("('c.txt', b'On canals.')", 1'600'000'002);
  CHECK(run(archive).code == exit_code::ok);
  write("('a.txt', b'On rivers.'), ('c.txt', b'On canals.')", 1'600'000'003);
  CHECK(run(archive).outcome_of.at("a.zip!/c.txt") == "unchanged");
  CHECK(archive.find("on") == Ids{"a.zip!/a.txt", "a.zip!/c.txt", "other.txt"});

  archive.remove("a.zip");
  CHECK(run(archive).outcome_of.at("a.zip!/a.txt") == "removed");
  CHECK(archive.find("on") == Ids{"other.txt"});
}

TEST_CASE("fields come to members by their names and by a table", "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(),
                   "zip('a.zip', [('VER/1_2021.txt', b'On rivers.'),\n"
                   "              ('TAS/2_2022.txt', b'On roads.')])");
  const test::TemporaryFolder folder;
  IndexerOptions options = archive.indexer_options();
  options.name_pattern = "{issuer}/{round}_{year}.txt";
  options.metadata_path = folder.write("table.csv", "round,speaker\n1,Orxan\n2,Layla\n");
  options.join = {{"round", "round"}};
  CHECK(run(archive, options).code == exit_code::ok);
  CHECK(archive.find("issuer:VER speaker:orxan date:2021") == Ids{"a.zip!/VER/1_2021.txt"});
  CHECK(archive.find("issuer:TAS speaker:layla") == Ids{"a.zip!/TAS/2_2022.txt"});
}

TEST_CASE("what --input-format says is said of an archive's members", "[archive][pipeline]") {
  test::Archive archive;
  test::run_python(archive.source(), "zip('a.zip', [('rows', b'text\\nOn rivers.\\n')])");
  IndexerOptions options = archive.indexer_options();
  options.input_format = Form::csv;
  CHECK(run(archive, options).code == exit_code::ok);
  CHECK(archive.find("rivers") == Ids{"a.zip!/rows#1"});
}
