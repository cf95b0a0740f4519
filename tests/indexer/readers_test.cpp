// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "common/files/file_bytes.hpp"
#include "indexer/readers/form.hpp"
#include "indexer/readers/reader.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace demarche;

namespace {

tl::expected<ReadStatement, std::string> read(std::string_view name, std::string_view bytes) {
  const auto form = form_of(name, bytes);
  if (!form) return tl::make_unexpected(form.error());
  REQUIRE(form == Form::text);
  return read_text(bytes);
}

}  // namespace

TEST_CASE("a text file is a statement that may leave its id open", "[reader]") {
  const std::string name = GENERATE(as<std::string>(), "a.txt", "b/a.text", "a.md", "a.MARKDOWN",
                                    "a", "Statement No. 5", "a.2025", "a.pdf/b");
  CAPTURE(name);
  const auto statement = read(name, "Text.\r\n");
  REQUIRE(statement);
  CHECK(statement->statement.id.empty());
  CHECK(statement->statement.text == "Text.\n");
  CHECK(statement->statement.fields.empty());
  CHECK(statement->warnings.empty());
}

TEST_CASE("a header's id is the statement's", "[reader]") {
  CHECK(read("a.txt", "Id: x/1\nTitle: y\n\nText")->statement.id == "x/1");
  CHECK(read("a.txt", "Id:\nTitle: y\n\nText")->statement.id.empty());
}

TEST_CASE("a header is found behind a byte order mark and with any line ends", "[reader]") {
  const std::string bytes =
      GENERATE(as<std::string>(), "\xef\xbb\xbfTitle: x\n\nText\n", "Title: x\r\n\r\nText\r\n",
               "Title: x\r\rText\r", "---\r\ntitle: x\r\n---\r\n\r\nText\r\n");
  const auto statement = read("a.txt", bytes);
  CHECK(statement->statement.field("title") == "x");
  CHECK(statement->statement.text == "Text\n");
}

TEST_CASE("bytes that are not UTF-8 are read with a warning that counts them", "[reader]") {
  CHECK(read("a.txt", "caf\xe9")->warnings ==
        std::vector<std::string>{"read as Windows-1252: 1 byte is not UTF-8"});
  CHECK(read("a.txt", "\x93x\x94")->warnings ==
        std::vector<std::string>{"read as Windows-1252: 2 bytes are not UTF-8"});
  CHECK(read("a.txt", std::string("\xff\xfe\x3d\xd8\x41\x00", 6))->warnings ==
        std::vector<std::string>{"broken UTF-16LE: 1 half character replaced"});
}

TEST_CASE("bytes that are no text are refused", "[reader]") {
  CHECK(read("a.txt", std::string("ELF\0\0", 5)).error() == "not text: it holds NUL bytes");
  CHECK(read("a.txt", "PK is no archive")->statement.text == "PK is no archive");
}

TEST_CASE("a file without text is no statement", "[reader]") {
  const std::string bytes =
      GENERATE(as<std::string>(), "", "\n", " \t\r\n\f", "\xef\xbb\xbf", "\xff\xfe", "Title: x\n",
               "Title: x\n\n \n", "---\ntitle: x\n---\n", "\xc2\xa0\xe3\x80\x80\n");
  CAPTURE(bytes);
  CHECK(read("a.txt", bytes).error() == "no text");
}

TEST_CASE("a file that is gone, a FIFO by now, or too large is no statement", "[reader]") {
  const auto read = [](const std::string& file) {
    return read_file_bytes(file, max_statement_bytes);
  };
  const test::TemporaryFolder folder;
  std::string path = folder.path_of("gone.txt");
  CHECK(read(path).error() == "No such file or directory");

  path = folder.path_of("fifo");
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  CHECK(read(path).error() == "no regular file");

  path = folder.write("large.txt", "");
  REQUIRE(truncate(path.c_str(), static_cast<off_t>(max_statement_bytes) + 1) == 0);
  CHECK(read(path).error() == "larger than 64 MiB");
}
