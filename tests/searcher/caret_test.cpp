// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "common/terminal.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

TEST_CASE("carets stand under the place") {
  CHECK(caret_lines("peace AND (war", {10, 11}, 80) ==
        "peace AND (war\n"
        "          ^\n");
  CHECK(caret_lines("titel:peace", {0, 5}, 80) ==
        "titel:peace\n"
        "^^^^^\n");
}

TEST_CASE("carets are aligned after wide and combining characters") {
  CHECK(caret_lines("停火 \"a", {7, 8}, 80) ==
        "停火 \"a\n"
        "     ^\n");
  CHECK(caret_lines("cafe\u0301 \"a", {7, 8}, 80) ==
        "cafe\u0301 \"a\n"
        "     ^\n");
  CHECK(caret_lines("\"停火", {1, 7}, 80) ==
        "\"停火\n"
        " ^^^^\n");
}

TEST_CASE("control characters are made visible above the carets") {
  CHECK(caret_lines("\x1b[2J \"", {5, 6}, 80) ==
        "\\x1b[2J \"\n"
        "        ^\n");
  CHECK(caret_lines("a\nb \xff", {4, 5}, 80) ==
        "a\\x0ab \\xff\n"
        "       ^^^^\n");
}

TEST_CASE("a place at the query's end has a caret after it") {
  CHECK(caret_lines("ab", {2, 2}, 80) == "ab\n  ^\n");
  CHECK(caret_lines("", {0, 0}, 80) == "\n^\n");
  CHECK(caret_lines("ab", {7, 9}, 80) == "ab\n  ^\n");
}

TEST_CASE("of a long query the part about the place is shown") {
  const std::string query = std::string(100, 'a') + "(" + std::string(100, 'b');
  CHECK(caret_lines(query, {100, 101}, 20) ==
        "…aaaaaaaa(bbbbbbbb…\n"
        "         ^\n");
  CHECK(caret_lines(query, {0, 1}, 20) ==
        "aaaaaaaaaaaaaaaaa…\n"
        "^\n");
  CHECK(caret_lines(query, {200, 201}, 20) ==
        "…bbbbbbbbbbbbbbbbb\n"
        "                 ^\n");
  CHECK(caret_lines(query, {0, query.size()}, 20) ==
        "aaaaaaaaaaaaaaaaa…\n"
        "^^^^^^^^^^^^^^^^^\n");
}

}  // namespace demarche
