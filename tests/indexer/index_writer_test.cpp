// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/index_writer.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/error.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "indexer/index/digest.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;
namespace fs = std::filesystem;

namespace {

using MakeWriter = std::unique_ptr<IndexWriter> (*)(const IndexWriter::Base&);
using Body = std::function<void(IndexWriter&, const IndexSnapshot&)>;

constexpr const char* root = "/statements";

/// Opens the index at `path`, writes by one of the ways, and commits or not.
void write_index(const std::string& path, MakeWriter make, unsigned jobs, const Body& body,
                 bool commit = true) {
  HeldFolder folder(path, {});
  const IndexSnapshot snapshot(folder.database(), path);
  WorkerPool pool(jobs);
  const auto writer = make({folder, snapshot, pool});
  body(*writer, snapshot);
  if (commit) writer->commit();
}

std::string random_text(std::mt19937& random, std::size_t words) {
  static const std::vector<std::string> some = {
      "ceasefire", "cease-fire", "ceasefires", "U.N.",     "rivers",   "river",      "Čarvenia",
      "médiation", "мира",       "миру",       "水资源",   "treaty",   "treaties",   "#talks",
      "promises",  "promised",   "“hollow”",   "NATO",     "the",      "delegation", "delegations",
      "of",        "commitment", "committed",  "peaceful", "peace.\n", "well-known", "wells"};
  std::string text;
  for (; words > 0; --words) {
    text += some[random() % some.size()];
    text += ' ';
    if (random() % 9 == 0) text += fmt::format("n{} ", random() % 5000);
  }
  return text;
}

IndexedStatement statement(const std::string& id, unsigned seed, std::size_t words = 60) {
  static const std::vector<std::string> languages = {"en", "fr", "ru", "und", "en-GB"};
  std::mt19937 random(seed);
  IndexedStatement made;
  made.statement.id = id;
  made.statement.fields = {{"title", random_text(random, 4)},
                           {"language", languages[random() % languages.size()]},
                           {"date", fmt::format("{}-11-09", 1990 + random() % 30)}};
  if (seed % 3 == 0) made.statement.fields["docket" + std::to_string(seed % 5)] = "rivers";
  made.statement.text = random_text(random, words);
  made.source = source_key(root, id);
  made.identity = identity_of(made.statement);
  made.content = content_hash(id, {}, made.identity);
  return made;
}

FileStamp stamp(const std::string& name, std::uint64_t size) { return {size, 5, 6, 1, name}; }

std::uint32_t document_of(const IndexSnapshot& snapshot, const std::string& id) {
  return snapshot.statements_of(source_key(root, id)).find(id).value().document;
}

/// The index that all changes begin with: statements s0 to s39.
void make_base(const std::string& path) {
  write_index(path, make_building_writer, 1, [](IndexWriter& writer, const IndexSnapshot&) {
    for (unsigned i = 0; i < 40; ++i) {
      const std::string id = fmt::format("s{}", i);
      writer.add(statement(id, i));
      writer.set_file(root, stamp(id, i));
    }
  });
}

/// Adds, replaces and removes, and forgets and changes files.
void change(IndexWriter& writer, const IndexSnapshot& snapshot) {
  for (unsigned i = 0; i < 40; ++i) {
    const std::string id = fmt::format("s{}", i);
    const std::uint32_t document = document_of(snapshot, id);
    REQUIRE(document != 0);
    if (i % 5 == 1) {
      writer.remove(document);
      writer.remove_file(root, id);
    } else if (i % 5 == 2) {
      writer.replace(document, statement(id, 1000 + i));
      writer.set_file(root, stamp(id, 7));
      writer.set_file(root, stamp(id, 1000 + i));
    } else if (i % 5 == 3) {
      writer.replace(document, statement("renamed/" + id, 2000 + i));
    }
    const std::string added = fmt::format("added{}", i);
    writer.add(statement(added, 3000 + i));
    if (i % 2 == 0)
      writer.set_file("/other", stamp(added, 1));
    else
      writer.add_file("/other", stamp(added, 1));
  }
}

/// The table of word forms, by key.
std::map<std::string, std::string> forms_of(const std::string& path) {
  const Xapian::Database database(current_database(path));
  std::map<std::string, std::string> rows;
  const std::string forms(metadata_key::forms);
  for (auto key = database.metadata_keys_begin(forms); key != database.metadata_keys_end(forms);
       ++key)
    rows[*key] = database.get_metadata(*key);
  return rows;
}

/// The words of the index that stand in no row.
std::set<std::string> words_without_row(const std::string& path) {
  const Xapian::Database database(current_database(path));
  std::set<std::string> words;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const char first = (*term).front();
    if (first < 'A' || first > 'Z') words.insert(*term);
  }
  REQUIRE_FALSE(words.empty());
  for (const auto& [key, row] : forms_of(path)) {
    for (const std::string& form : decode_forms(row)) words.erase(form);
  }
  return words;
}

std::vector<std::string> names_in(const std::string& path) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::map<std::string, std::string> bytes_below(const std::string& path) {
  std::map<std::string, std::string> bytes;
  for (const std::string& file : test::files_below(path)) bytes[file] = test::read_bytes(file);
  return bytes;
}

}  // namespace

TEST_CASE("all ways of writing make the same index, with any number of jobs",
          "[index_writer][law]") {
  const test::TemporaryFolder folder;
  make_base(folder.path_of("base"));
  const std::string before = test::contents(folder.path_of("base"));
  std::string expected;
  std::map<std::string, std::string> expected_forms;
  std::size_t number = 0;
  for (const MakeWriter make : {make_updating_writer, make_building_writer, make_waiting_writer}) {
    for (const unsigned jobs : {1U, 4U}) {
      const std::string path = folder.path_of(fmt::format("way{}", number++));
      CAPTURE(path);
      fs::copy(folder.path_of("base"), path, fs::copy_options::recursive);
      write_index(path, make, jobs, change);
      CHECK(words_without_row(path).empty());
      CHECK(names_in(path).size() == 3);
      if (expected.empty()) {
        expected = test::contents(path);
        expected_forms = forms_of(path);
        CHECK(expected != before);
      }
      CHECK(test::contents(path) == expected);
      CHECK(forms_of(path) == expected_forms);
    }
  }
}

TEST_CASE("few changes of many bytes read are made in place, and many by building",
          "[index_writer]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  make_base(path);
  const std::string first = current_database(path);
  const auto way = [&](MakeWriter make, const Body& body) {
    write_index(path, make, 2, body);
    return current_database(path) == first ? "in place" : "built";
  };
  // A statement is a fortieth of this index, and twenty of them would be half of it.
  const Body few = [](IndexWriter& writer, const IndexSnapshot& snapshot) {
    writer.replace(document_of(snapshot, "s1"), statement("s1", 999, 20));
    writer.set_file(root, stamp("s1", 9));
  };
  CHECK(way(make_waiting_writer, few) == std::string("in place"));
  const FileStamps files = IndexSnapshot(first, path).files_of(root);
  CHECK(*files.find(std::string_view("s1")) == stamp("s1", 9));
  const auto for_many_bytes = [](const IndexWriter::Base& base) {
    return make_writer({base.folder, base.snapshot, base.pool, false, std::uint64_t{1} << 40U});
  };
  CHECK(way(for_many_bytes, few) == std::string("in place"));
  const Body many = [](IndexWriter& writer, const IndexSnapshot&) {
    for (unsigned i = 0; i < 100; ++i) writer.add(statement(fmt::format("n{}", i), i, 900));
  };
  CHECK(way(for_many_bytes, many) == std::string("built"));
  CHECK(IndexSnapshot(current_database(path), path).statements() == 140);
}

TEST_CASE("one word more, or a file's stamp, would be seen in that comparison",
          "[index_writer][control]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  make_base(path);
  const std::string contents = test::contents(path);
  const auto forms = forms_of(path);
  write_index(path, make_updating_writer, 1, [](IndexWriter& writer, const IndexSnapshot&) {
    writer.set_file(root, stamp("s1", 99));
  });
  const std::string with_file = test::contents(path);
  CHECK(with_file != contents);
  CHECK(forms_of(path) == forms);
  write_index(path, make_updating_writer, 1, [](IndexWriter& writer, const IndexSnapshot& index) {
    IndexedStatement other = statement("s1", 1);
    other.statement.text += " verezans";
    writer.replace(document_of(index, "s1"), other);
  });
  CHECK(test::contents(path) != with_file);
  CHECK(forms_of(path) != forms);
}

TEST_CASE("a writer that ends without commit leaves the index as it was", "[index_writer]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  make_base(path);
  const auto names = names_in(path);
  SECTION("the building one, to the byte") {
    const auto bytes = bytes_below(path);
    write_index(path, make_building_writer, 4, change, false);
    CHECK(bytes_below(path) == bytes);
  }
  SECTION("the building one in the midst of large segments") {
    const auto bytes = bytes_below(path);
    const Body much = [](IndexWriter& writer, const IndexSnapshot&) {
      for (unsigned i = 0; i < 3; ++i) writer.add(statement(fmt::format("m{}", i), i, 200'000));
    };
    write_index(path, make_building_writer, 4, much, false);
    CHECK(bytes_below(path) == bytes);
  }
  SECTION("the others") {
    const std::string contents = test::contents(path);
    const auto forms = forms_of(path);
    write_index(path, GENERATE(make_updating_writer, make_waiting_writer), 4, change, false);
    CHECK(test::contents(path) == contents);
    CHECK(forms_of(path) == forms);
  }
  CHECK(names_in(path) == names);
  CHECK(words_without_row(path).empty());
}

TEST_CASE("what is removed of the metadata is gone, whichever way", "[index_writer]") {
  const test::TemporaryFolder folder;
  for (const MakeWriter make : {make_updating_writer, make_building_writer}) {
    const std::string path = folder.path_of(make == make_building_writer ? "built" : "updated");
    make_base(path);
    const std::string key = std::string(metadata_key::source) + source_key(root, "s4");
    const auto keys = [&] {
      const Xapian::Database database(current_database(path));
      const std::string sources(metadata_key::source);
      return std::set<std::string>(database.metadata_keys_begin(sources),
                                   database.metadata_keys_end(sources));
    };
    CHECK(keys().count(key) == 1);
    CHECK(keys().size() == 40);
    write_index(path, make, 1,
                [](IndexWriter& writer, const IndexSnapshot&) { writer.remove_file(root, "s4"); });
    CHECK(keys().count(key) == 0);
    CHECK(keys().size() == 39);
  }
}

TEST_CASE("much text is found whole, from several segments and with a dictionary",
          "[index_writer]") {
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  std::map<std::string, IndexedStatement> all;
  std::size_t bytes = 0;
  for (unsigned i = 0; bytes < 5'300'000; ++i) {
    const std::string id = fmt::format("m{}", i);
    IndexedStatement one = statement(id, i, i % 50 == 0 ? 5000 : 700);
    bytes += one.statement.text.size();
    all.emplace(id, std::move(one));
  }
  const Body add_all = [&](IndexWriter& writer, const IndexSnapshot&) {
    for (const auto& [id, one] : all) writer.add(one);
  };
  write_index(path, make_building_writer, 4, add_all);
  // What follows is compressed with the same dictionary, whichever way it is added.
  const std::string made = IndexSnapshot(current_database(path), path).dictionary();
  CHECK_FALSE(made.empty());
  for (const MakeWriter make : {make_updating_writer, make_building_writer}) {
    const std::string id = make == make_building_writer ? "late/built" : "late/updated";
    const IndexedStatement late = statement(id, 77);
    write_index(path, make, 2,
                [&](IndexWriter& writer, const IndexSnapshot&) { writer.add(late); });
    all.emplace(id, late);
    CHECK(IndexSnapshot(current_database(path), path).dictionary() == made);
  }
  const Xapian::Database database(current_database(path));
  CHECK(database.get_doccount() == all.size());
  const std::uint32_t number = dictionary_number(made);
  StatementDecoder decoder(
      [&](std::uint32_t wanted) { return wanted == number ? made : std::string(); });
  const IndexSnapshot snapshot(current_database(path), path);
  std::size_t wrong = 0;
  for (const auto& [id, one] : all) {
    const auto posting = database.postlist_begin(std::string(prefix::id) + id);
    REQUIRE(posting != database.postlist_end(std::string(prefix::id) + id));
    const auto found = decoder.decode(database.get_document(*posting).get_data()).statement;
    if (found.text != one.statement.text || found.fields != one.statement.fields) ++wrong;
    if (snapshot.statement(*posting).text != one.statement.text) ++wrong;
  }
  CHECK(wrong == 0);
  CHECK(words_without_row(path).empty());
}

TEST_CASE("what is more than memory holds at a time is in the index whole, whichever way",
          "[index_writer]") {
  const auto [make, jobs] = GENERATE(table<MakeWriter, unsigned>(
      {{make_building_writer, 32},  // in more segments than are merged at once
       {make_updating_writer, 1}}));
  const test::TemporaryFolder folder;
  const std::string path = folder.path_of("index");
  make_base(path);
  // Much to hold, and little to read.
  const auto large = [](unsigned i) {
    IndexedStatement made = statement(fmt::format("large{}", i), 5000 + i);
    made.statement.text.append(std::size_t{1} << 20U, ' ');
    made.statement.text += fmt::format("final{}", i);
    return made;
  };
  const auto file_of = [](unsigned i) { return fmt::format("F{}", i); };
  constexpr unsigned count = 210;
  constexpr std::size_t entry_bytes = 50'000;
  write_index(path, make, jobs, [&](IndexWriter& writer, const IndexSnapshot&) {
    for (unsigned i = 0; i < count; ++i) {
      writer.add(large(i));
      writer.add_metadata(file_of(i), std::string(entry_bytes, static_cast<char>('a' + i % 26)));
    }
  });
  const Xapian::Database database(current_database(path));
  CHECK(database.get_doccount() == 40 + count);
  StatementDecoder decoder([&](std::uint32_t number) {
    return database.get_metadata(std::string(metadata_key::dictionary) + fmt::to_string(number));
  });
  for (unsigned i = 0; i < count; ++i) {
    CAPTURE(i);
    CHECK(database.get_termfreq(fmt::format("final{}", i)) == 1);
    const IndexedStatement wanted = large(i);
    const auto posting = database.postlist_begin(std::string(prefix::id) + wanted.statement.id);
    REQUIRE(posting != database.postlist_end(std::string(prefix::id) + wanted.statement.id));
    const Statement found = decoder.decode(database.get_document(*posting).get_data()).statement;
    CHECK((found.text == wanted.statement.text && found.fields == wanted.statement.fields));
    CHECK(database.get_metadata(file_of(i)) ==
          std::string(entry_bytes, static_cast<char>('a' + i % 26)));
  }
  CHECK(words_without_row(path).empty());
}

TEST_CASE("a database alone, out of its index's folder, is not written to", "[index_writer]") {
  const test::TemporaryFolder folder;
  make_base(folder.path_of("index"));
  const std::string database = current_database(folder.path_of("index"));
  const auto bytes = bytes_below(database);
  const Body add = [](IndexWriter& writer, const IndexSnapshot&) {
    writer.add(statement("late", 1));
  };
  const MakeWriter few = [](const IndexWriter::Base& base) {
    return make_writer({base.folder, base.snapshot, base.pool, false, 1});
  };
  const MakeWriter many = [](const IndexWriter::Base& base) {
    return make_writer({base.folder, base.snapshot, base.pool, false, 1U << 30U});
  };
  CHECK_THROWS_AS(write_index(database, few, 1, add), UsageError);
  CHECK_THROWS_AS(write_index(database, many, 1, add), UsageError);
  CHECK(bytes_below(database) == bytes);
}
