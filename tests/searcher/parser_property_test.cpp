// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <catch2/catch.hpp>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "common/terminal.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace {

bool within(SourceSpan inner, SourceSpan outer) {
  return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

/// Whether every node's span lies within its parent's.
bool spans_nest(const QueryNode& node, SourceSpan outer) {
  return within(node.span, outer) &&
         std::all_of(node.children.begin(), node.children.end(),
                     [&node](const QueryNode& child) { return spans_nest(child, node.span); });
}

/// Whether each kind of node has as many children as its kind says.
bool is_well_formed(const QueryNode& node) {
  const std::size_t count = node.children.size();
  switch (node.kind) {
    case NodeKind::word:
    case NodeKind::phrase:
    case NodeKind::filter:
      if (count != 0 || node.text.empty()) return false;
      break;
    case NodeKind::negation:
    case NodeKind::field:
      if (count != 1) return false;
      break;
    case NodeKind::all:
    case NodeKind::any:
    case NodeKind::near:
      if (count < 2) return false;
      break;
    case NodeKind::sequence:
      if (count == 0) return false;
      break;
  }
  return std::all_of(node.children.begin(), node.children.end(), is_well_formed);
}

enum class Outcome { tree, error };

Outcome check_query(const std::string& query, bool fixed) {
  ParserSettings settings;
  settings.user_fields = {"ministry"};
  settings.fixed = fixed;
  const SourceSpan whole{0, query.size()};
  INFO("query: " << printable(query));
  try {
    const QueryNode root = parse_query(query, settings);
    REQUIRE(root.kind == NodeKind::sequence);
    REQUIRE(spans_nest(root, whole));
    REQUIRE(is_well_formed(root));
    REQUIRE_FALSE(to_string(root).empty());
    REQUIRE_FALSE(to_string(root, true).empty());
    return Outcome::tree;
  } catch (const QueryError& error) {
    REQUIRE(within(error.span(), whole));
    const std::string lines = caret_lines(query, error.span(), 40);
    REQUIRE(std::count(lines.begin(), lines.end(), '\n') == 2);
    REQUIRE(display_columns(lines.substr(0, lines.find('\n'))) <= 40);
    REQUIRE(lines.size() - lines.find('\n') - 2 <= 40);
    return Outcome::error;
  }
}

std::string repeated(const std::string& piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("random bytes never crash the parser, and spans lie within the query") {
  std::mt19937 random(20250101);
  for (int round = 0; round < 20'000; ++round) {
    std::string query(random() % 24, ' ');
    for (char& byte : query) byte = static_cast<char>(random() % 256);
    check_query(query, round % 8 == 0);
  }
}

TEST_CASE("random soups of syntax never crash the parser, and spans lie within the query") {
  const std::vector<std::string> pieces = {
      "a",    "peace",     "Türkiye",  "停火",    " ",      " ",       " ",       "(",     ")",
      "\"",   "“",         "”",        "„",       "«",      "»",       "‘",       "’",     "-",
      "=",    "*",         "AND",      "OR",      "NOT",    " AND ",   " OR ",    " NOT ", "~5",
      ":",    "NEAR/5",    " NEAR/5 ", " ADJ/0 ", "\u00A0", "title:",  "issuer:", "date:", "lang:",
      "foo:", "ministry:", "」",       "’s",      "\xff",   "e\u0301", "verif*",  "\n",    "\x1b",
      "//",   "--",        "2025",     "..",      "＂",     "\"a b\"", "(a OR b)"};
  std::mt19937 random(7);
  int trees = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string query;
    for (std::size_t count = random() % 12; count > 0; --count) {
      query += pieces[random() % pieces.size()];
    }
    if (check_query(query, round % 16 == 0) == Outcome::tree) ++trees;
  }
  // The soup is no test of trees if hardly any query of it is one.
  CHECK(trees > 5'000);
}

TEST_CASE("what parses prints in a form that parses to the same print") {
  const std::vector<std::string> operands = {
      "a",        "=b",       "verif*",         "\"c d\"",
      "-e",       "(f OR g)", "title:(h i)",    "title:\"j k\"",
      "issuer:X", "NOT l",    "event:\"m n*\"", "(o p)"};
  const std::vector<std::string> joints = {" ", " AND ", " OR "};
  std::mt19937 random(11);
  for (int round = 0; round < 5'000; ++round) {
    std::string query = operands[random() % operands.size()];
    for (std::size_t count = random() % 5; count > 0; --count) {
      query += joints[random() % joints.size()] + operands[random() % operands.size()];
    }
    INFO("query: " << query);
    const std::string printed = to_string(parse_query(query, {}));
    INFO("printed: " << printed);
    CHECK(to_string(parse_query(printed, {})) == printed);
  }
}

TEST_CASE("what parses is written as a query that parses to the same tree") {
  const std::vector<std::string> operands = {
      "a",        "=b",        "verif*",      "\"c d\"", "=\"c d\"",   "-e",
      "(f OR g)", "'AND'",     "title:(h i)", "title:-", "-title:x",   "-(k l)",
      "NOT -m",   "“q \"r\"”", "issuer:X",    "NOT l",   "\"c d\"~3",  "event:\"m n*\"",
      "(o p)",    "OR",        "a NEAR/5 b",  "lang:fr", "since:2024", "NOT (a ADJ/2 (b OR c))",
      "--x",      "don't",     "A/RES/75/1"};
  const std::vector<std::string> joints = {" ", " ", " AND ", " OR "};
  std::mt19937 random(12);
  int trees = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string query = operands[random() % operands.size()];
    for (std::size_t count = random() % 5; count > 0; --count)
      query += joints[random() % joints.size()] + operands[random() % operands.size()];
    INFO("query: " << query);
    QueryNode tree;
    try {
      tree = parse_query(query, {});
    } catch (const QueryError&) {
      continue;  // a lone minus within a field
    }
    ++trees;
    const std::string written = query_text(tree);
    INFO("written: " << written);
    const QueryNode again = parse_query(written, {});
    REQUIRE(to_string(again) == to_string(tree));
    REQUIRE(to_string(again, true) == to_string(tree, true));
    REQUIRE(query_text(again) == written);
  }
  CHECK(trees > 10'000);
}

TEST_CASE("a megabyte of anything is answered or refused at once") {
  for (const std::string piece :
       {"(",           ")",       "(a ", "NOT ", "-",    "- ",     "\"",       "\"a\"",
        "“",           "‘",       "‘a ", "a ",   "AND ", "a AND ", "title:",   "issuer:x ",
        "a issuer:x ", "title:(", "*",   "abc*", "=",    "-(",     "abcdefg:", "~5"}) {
    INFO("piece: " << piece);
    // Of the processor's time, and more than a slow one needs: the square of a megabyte is
    // far beyond.
    const std::clock_t start = std::clock();
    check_query(repeated(piece, max_query_bytes / piece.size()), false);
    CHECK((std::clock() - start) / CLOCKS_PER_SEC < 60);
  }
}

TEST_CASE("nesting is bounded where it is said to be") {
  const auto nested = [](std::size_t depth) {
    return repeated("(", depth) + "a" + repeated(")", depth);
  };
  CHECK(check_query(nested(max_query_depth), false) == Outcome::tree);
  CHECK(check_query(nested(max_query_depth + 1), false) == Outcome::error);
  CHECK(check_query(repeated("NOT ", max_query_depth) + "a", false) == Outcome::tree);
  CHECK(check_query(repeated("NOT ", max_query_depth + 1) + "a", false) == Outcome::error);
  CHECK(check_query(std::string(max_query_bytes, 'a'), false) == Outcome::tree);
  CHECK(check_query(std::string(max_query_bytes + 1, 'a'), false) == Outcome::error);
}

}  // namespace demarche
