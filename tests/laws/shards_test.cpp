// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "indexer/index/file_stamp.hpp"
#include "indexer/merge.hpp"
#include "indexer/pipeline.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/spread_corpus.hpp"

using namespace demarche;
using test::SpreadCorpus;

namespace {

std::multiset<std::string> ids_of(const std::string& index_path) {
  const Xapian::Database database(index_path);
  std::multiset<std::string> ids;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end(""); ++posting)
    ids.insert(database.get_document(*posting).get_value(static_cast<unsigned>(Slot::id)));
  return ids;
}

IndexerOptions merge_of(const std::vector<std::string>& paths, const std::string& into) {
  IndexerOptions options;
  options.command = IndexerCommand::merge;
  options.index_path = into;
  options.paths = paths;
  options.quiet = true;
  return options;
}

std::size_t lines_with(const std::string& report, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = report.find(what, at)) != std::string::npos; ++at) ++count;
  return count;
}

void set_time(const std::string& path, std::time_t seconds) {
  const timespec times[2] = {{seconds, 0}, {seconds, 0}};
  REQUIRE(utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
}

/// Why a merge failed; empty where it did not.
std::string why_not_merged(const std::vector<std::string>& paths, const std::string& into) {
  try {
    merge_indexes(merge_of(paths, into));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("each statement falls to one share, and all shares have what the whole has",
          "[laws][shards]") {
  for (const SpreadCorpus* corpus : {&test::spread_sample(), &test::spread_ties()}) {
    std::multiset<std::string> ids;
    const auto whole = ids_of(corpus->whole());
    for (const std::string& share : corpus->all_shares()) {
      const auto some = ids_of(share);
      // A control: no share is empty, or the whole.
      CHECK(some.size() > whole.size() / 20);
      CHECK(some.size() < whole.size() / 2);
      ids.insert(some.begin(), some.end());
    }
    CHECK(ids == whole);
  }
}

TEST_CASE("merged shares are the index of the whole", "[laws][shards]") {
  for (const SpreadCorpus* corpus : {&test::spread_sample(), &test::spread_ties()}) {
    const test::TemporaryFolder folder;
    const std::string merged = folder.path_of("merged");
    REQUIRE(merge_indexes(merge_of(corpus->all_shares(), merged)) == 0);
    CHECK(test::contents(merged) == test::contents(corpus->whole()));
    // A control: without one share it is not.
    const std::string part = folder.path_of("part");
    REQUIRE(merge_indexes(merge_of({corpus->share(1), corpus->share(2), corpus->share(3)}, part)) ==
            0);
    CHECK(test::contents(part) != test::contents(corpus->whole()));
  }
}

TEST_CASE("an index of merged shares is up to date, without its files being read again",
          "[laws][shards]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const test::TemporaryFolder folder;
  const std::string source = folder.path_of("source");
  std::filesystem::copy(corpus.source(), source, std::filesystem::copy_options::recursive);
  for (const std::string& file : test::files_below(source)) set_time(file, 1'500'000'000);
  const SpreadCorpus mine(source);
  const std::string merged = folder.path_of("merged");
  REQUIRE(merge_indexes(merge_of(mine.all_shares(), merged)) == 0);

  // What is not read is not seen: other words of the same length and time.
  const std::string file = folder.write("source/0/0.txt", [&] {
    std::string bytes = test::read_bytes(source + "/0/0.txt");
    bytes.replace(bytes.find("river"), 5, "brook");
    return bytes;
  }());
  set_time(file, 1'500'000'000);
  IndexerOptions options = mine.options(merged);
  options.report_path = folder.path_of("report");
  REQUIRE(run_pipeline(options) == 0);
  const std::string report = test::read_bytes(*options.report_path);
  CHECK(lines_with(report, "\"unchanged\"") == ids_of(mine.whole()).size());
  CHECK(lines_with(report, "\n") == ids_of(mine.whole()).size());
  CHECK(test::contents(merged) == test::contents(mine.whole()));

  // A control: a newer file is read.
  set_time(file, 1'500'000'001);
  REQUIRE(run_pipeline(options) == 0);
  CHECK(lines_with(test::read_bytes(*options.report_path), "\"updated\"") == 1);
  CHECK(test::contents(merged) != test::contents(mine.whole()));
}

TEST_CASE("an index of some shares is completed by indexing the whole", "[laws][shards]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const test::TemporaryFolder folder;
  for (const std::vector<std::string>& some :
       {std::vector<std::string>{corpus.share(2)}, {corpus.share(1), corpus.share(4)}}) {
    const std::string path = folder.path_of("merged" + std::to_string(some.size()));
    REQUIRE(merge_indexes(merge_of(some, path)) == 0);
    REQUIRE(run_pipeline(corpus.options(path)) == 0);
    CHECK(test::contents(path) == test::contents(corpus.whole()));
  }
}

TEST_CASE("an index of one share becomes that of another, or of the whole", "[laws][shards]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const test::TemporaryFolder folder;
  IndexerOptions options = corpus.options(folder.path_of("index"));
  options.shard = IndexerOptions::Shard{1, 4};
  REQUIRE(run_pipeline(options) == 0);
  options.shard = IndexerOptions::Shard{3, 4};
  REQUIRE(run_pipeline(options) == 0);
  CHECK(test::contents(options.index_path) == test::contents(corpus.share(3)));
  options.shard.reset();
  REQUIRE(run_pipeline(options) == 0);
  CHECK(test::contents(options.index_path) == test::contents(corpus.whole()));
}

TEST_CASE("the stamp of a file counts the statements of all its shares", "[laws][shards]") {
  const FileStamp first{10, 20, 30, 2, "a name", {1, 2}};
  const FileStamp second{10, 20, 30, 3, "a name", {2, 2}};
  CHECK(merged({second, first}) == FileStamp{10, 20, 30, 5, "a name", {}});
  for (const FileStamp& stamp : {first, merged({first, second})})
    CHECK(FileStamp::parse(stamp.serialise()) == stamp);
  CHECK_FALSE(first.proves_unchanged(second));
  // Where they are not all of one state, nothing proves that the file is as it was.
  FileStamp newer = second;
  newer.modified_ns = 21;
  FileStamp otherwise = second;
  otherwise.settings = 31;
  for (const std::vector<FileStamp>& stamps : {std::vector<FileStamp>{first, newer},
                                               {first, otherwise},
                                               {first, first},
                                               {first, second, second}}) {
    CHECK(merged(stamps).modified_ns == 0);
    CHECK(merged(stamps).statements > 3);
  }
  for (const char* bytes : {"/1 1 1 1 1 name", "/1 /x 1 1 1 1 name", "/1", "/1 /2"})
    CHECK_FALSE(FileStamp::parse(bytes));
}

TEST_CASE("an id that two indexes have is named, and nothing is made", "[laws][shards]") {
  const SpreadCorpus& corpus = test::spread_ties();
  const test::TemporaryFolder folder;
  const std::string merged = folder.path_of("merged");
  const std::string id = *ids_of(corpus.share(2)).begin();
  CHECK_THAT(why_not_merged({corpus.whole(), corpus.share(2)}, merged),
             Catch::Contains("“" + id + "”"));
  CHECK_FALSE(std::filesystem::exists(merged));
}

TEST_CASE("a missing, foreign or damaged index is named, and nothing is made", "[laws][shards]") {
  const SpreadCorpus& corpus = test::spread_sample();
  const test::TemporaryFolder folder;
  const std::string merged = folder.path_of("merged");
  const std::string foreign = folder.path_of("foreign");
  Xapian::WritableDatabase(foreign, Xapian::DB_CREATE).add_document(Xapian::Document());
  std::vector<std::string> bad = {folder.path_of("missing"), foreign};
  for (const char* table : {"postlist", "termlist", "position", "docdata"}) {
    bad.push_back(folder.path_of(table));
    std::filesystem::copy(corpus.share(2), bad.back(), std::filesystem::copy_options::recursive);
    const std::string file = std::string(table) + "/db1/" + table + ".glass";
    std::string bytes = test::read_bytes(folder.path_of(file));
    for (std::size_t i = 0; i < bytes.size(); i += 3)
      bytes[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ 0x55U);
    folder.write(file, bytes);
  }
  for (const std::string& path : bad) {
    INFO(path);
    CHECK_THAT(why_not_merged({corpus.share(1), path, corpus.share(3)}, merged),
               Catch::Contains(path));
    CHECK_FALSE(std::filesystem::exists(merged + "/XAPIANDB"));
  }
  // A control: the others can be merged, in the same place.
  CHECK(why_not_merged({corpus.share(1), corpus.share(3)}, merged).empty());
  CHECK_THAT(why_not_merged({corpus.share(2), corpus.share(4)}, merged),
             Catch::Contains("already"));
}

TEST_CASE("an index that was made in several pieces has the word forms of all of them",
          "[laws][shards]") {
  // Each piece is a megabyte of text; each has a form of the word that no other has.
  test::Archive archive;
  const std::vector<std::string> forms = {"verify", "verified", "verifying", "verifies"};
  for (std::size_t i = 0; i < forms.size(); ++i) {
    std::string text = forms[i];
    for (int word = 0; word < 200'000; ++word) text += " river";
    archive.write(std::to_string(i), "Language: en\n\n" + text);
  }
  REQUIRE(archive.index() == 0);
  for (const std::string& form : forms) CHECK(archive.count(form) == forms.size());
  // So it is in one that a later run added to.
  archive.write("late", "Language: en\n\nverifiable verification verify verifying");
  archive.write("later", "Language: en\n\nrivers");
  REQUIRE(archive.index() == 0);
  CHECK(archive.count("verified") == forms.size() + 1);
  CHECK(archive.count("rivers") == forms.size() + 1);
}
