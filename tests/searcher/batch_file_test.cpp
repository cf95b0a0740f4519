// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/batch_file.hpp"

#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "common/error.hpp"

namespace demarche {

namespace {

/// Each line as `NUMBER QID=QUERY` or `NUMBER FAULT`.
std::vector<std::string> lines_of(const std::string& bytes) {
  std::istringstream in(bytes);
  BatchFile file(in, "q");
  std::vector<std::string> lines;
  while (const auto line = file.next())
    lines.push_back(
        std::to_string(line->number) + " " +
        (line->fault.empty() ? line->qid + "=" + line->query : std::string(line->fault)));
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a batch is read line by line, as it was written") {
  CHECK(lines_of("").empty());
  CHECK(lines_of("a\tpeace talks") == Lines{"1 a=peace talks"});
  CHECK(lines_of("a\tx\n\n\r\nb\ty\r\n") == Lines{"1 a=x", "4 b=y"});
  CHECK(lines_of("a b\t x\ty \n") == Lines{"1 a b= x\ty "});
  CHECK(lines_of("\xEF\xBB\xBF"
                 "a\t停火\n") == Lines{"1 a=停火"});
}

TEST_CASE("a line that is no query says so, and the next is read") {
  CHECK(lines_of("peace\n\tx\nq\t \nb\ty\n") ==
        Lines{"1 the line has no tab", "2 the line has no QID before its tab",
              "3 the line has no query after its tab", "4 b=y"});
}

TEST_CASE("a QID that could steer a terminal is no QID") {
  const std::string fault = " the QID has a control character or is not UTF-8";
  CHECK(lines_of("a\x1b[2J\tx\n\xff\ty\na\u202Eb\tz\na\u0085\tz\n") ==
        Lines{"1" + fault, "2" + fault, "3" + fault, "4" + fault});
  CHECK(lines_of("Türkiye 停火 №1\tx\n") == Lines{"1 Türkiye 停火 №1=x"});
}

TEST_CASE("a line is too long beyond its bound, and not cut") {
  const std::string fill(BatchFile::max_line_bytes - 2, 'x');
  CHECK(lines_of("a\t" + fill + "\nb\ty\n")[0].size() == fill.size() + 4);
  for (const std::size_t more : {std::size_t{1}, BatchFile::max_line_bytes})
    CHECK(lines_of("a\t" + fill + std::string(more, 'x') + "\nb\ty\n") ==
          Lines{"1 the line is too long", "2 b=y"});
}

TEST_CASE("a batch that is missing or a folder is an error that names it") {
  CHECK_THROWS_AS(BatchFile(SOURCE_DIR "/nosuch"), UsageError);
  BatchFile folder(SOURCE_DIR);
  CHECK_THROWS_AS(folder.next(), Error);
}

}  // namespace demarche
