// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "common/index/copies.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/schema.hpp"
#include "common/index/versions.hpp"
#include "tests/support/archive.hpp"
#include "tests/support/child.hpp"

// What no checksum shows: an index that a faulty program wrote.

using namespace demarche;

namespace {

/// A text in two files, and another: their index, which is made to contradict itself.
class Contradiction {
public:
  Contradiction() {
    for (const char* name : {"a.txt", "b.txt"}) archive_.write(name, "On ferries.\n");
    archive_.write("c.txt", "On rivers.\n");
    REQUIRE(archive_.index() == 0);
    const Xapian::Database database(current_database(path()));
    identity_ = term_tail(database, 1, prefix::identity);
    archive_.write("a.txt", "On ferries again.\n");
  }
  std::string path() const { return archive_.index_path(); }
  const std::string& identity() const { return identity_; }
  void edit(const std::function<void(Xapian::Document&)>& change) const {
    test::edit_database(path(), [&](Xapian::WritableDatabase& database) {
      Xapian::Document document = database.get_document(1);
      change(document);
      database.replace_document(1, document);
    });
  }
  void set(const std::string& key, const std::string& stored) const {
    test::edit_database(
        path(), [&](Xapian::WritableDatabase& database) { database.set_metadata(key, stored); });
  }
  test::ChildResult update() const {
    return test::run(BINARY_DIR "/indexer/indexer",
                     {"--db", path(), "--keep-versions", archive_.source()});
  }
  test::ChildResult ask(const std::string& option, const std::string& id) const {
    return test::run(BINARY_DIR "/searcher/searcher", {"--db", path(), option, id});
  }

private:
  test::Archive archive_;
  std::string identity_;
};

}  // namespace

TEST_CASE("an index that contradicts itself is named, though its checksums are right",
          "[reliability][damage]") {
  const Contradiction broken;
  const auto refused = [&](const test::ChildResult& result) {
    INFO(result.err);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::Contains("error: the index " + broken.path()) &&
                               Catch::Contains("\nhint: ") && !Catch::Contains("internal error"));
  };
  SECTION("control: it is sound, and its copy is shown") {
    CHECK(broken.ask("--show", "b.txt").exit_code == 0);
    CHECK(broken.update().exit_code == 0);
  }
  SECTION("a copy is of a statement that has none") {
    broken.set(copies_key(broken.identity()), "");
    refused(broken.ask("--show", "b.txt"));
  }
  SECTION("the list of copies is none") {
    broken.set(copies_key(broken.identity()), "\xff");
    refused(broken.ask("--show", "b.txt"));
    refused(broken.update());
  }
  SECTION("what is kept of earlier wordings is none") {
    broken.set(versions_key("a.txt"), "\xff");
    refused(broken.ask("--versions", "a.txt"));
    refused(broken.update());
  }
  SECTION("a statement does not say which it is") {
    broken.edit([&](auto& document) {
      document.remove_term(std::string(prefix::identity) + broken.identity());
    });
    refused(broken.ask("--show", "a.txt"));
    refused(broken.update());
  }
  SECTION("a statement does not say what it was made from") {
    broken.edit(
        [](auto& document) { document.remove_value(static_cast<unsigned>(Slot::content)); });
    refused(broken.update());
  }
  SECTION("what is stored is no statement") {
    broken.edit([](auto& document) { document.set_data("\x02\xff"); });
    refused(broken.ask("--show", "a.txt"));
    refused(broken.update());
  }
}
