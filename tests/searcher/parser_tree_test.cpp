// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>
#include <string>

#include "tests/support/query_rows.hpp"

namespace demarche {

namespace {

/// The tree with its kinds told apart, which to_string() has no need to do.
std::string shape(const QueryNode& node) {
  static const char* const names[] = {"word", "phrase", "filter", "sequence", "all",
                                      "any",  "not",    "near",   "field"};
  if (node.children.empty()) return to_string(node);
  std::string out = std::string(names[static_cast<int>(node.kind)]) + "[";
  for (const QueryNode& child : node.children) out += shape(child) + " ";
  out.back() = ']';
  return out;
}

}  // namespace

TEST_CASE("with --fixed nothing is an operator") {
  ParserSettings fixed = parser_settings();
  fixed.fixed = true;
  CHECK(outcome("a AND (b OR -c) \"d issuer:x ver*", fixed) ==
        "(a AND 'AND' AND (b AND 'OR' AND '-c)' AND \"d AND issuer:x AND ver*)");
  CHECK(outcome("peace", fixed) == "peace");
  CHECK(outcome(" \n ", fixed) == "0-3: the query is empty");
  CHECK(outcome("\xff", fixed) == "0-1: the query is not UTF-8");
  for (const QueryNode& word : parse_query("=a b* NOT", fixed).children) {
    CHECK(word.kind == NodeKind::word);
    CHECK_FALSE(word.exact);
    CHECK_FALSE(word.prefix);
  }
}

TEST_CASE("the root is a sequence, and one operand needs no node of its own") {
  CHECK(shape(parse_query("a", parser_settings())) == "sequence[a]");
  CHECK(shape(parse_query("a b", parser_settings())) == "sequence[a b]");
  CHECK(shape(parse_query("a AND b", parser_settings())) == "sequence[all[a b]]");
  CHECK(shape(parse_query("a b OR c", parser_settings())) == "sequence[any[sequence[a b] c]]");
  CHECK(shape(parse_query("x (a b)", parser_settings())) == "sequence[x sequence[a b]]");
  CHECK(shape(parse_query("((a OR b))", parser_settings())) == "sequence[any[a b]]");
  CHECK(shape(parse_query("a NOT b", parser_settings())) == "sequence[a not[b]]");
  CHECK(shape(parse_query("title:(a b)", parser_settings())) == "sequence[field[sequence[a b]]]");
}

TEST_CASE("with --any words side by side are alternatives, filters and exclusions are not") {
  CHECK(outcome("a b", parser_settings(), true) == "(a OR b)");
  CHECK(outcome("a issuer:X b -c", parser_settings(), true) == "((a OR b) AND issuer:X AND NOT c)");
  CHECK(outcome("a b AND c", parser_settings(), true) == "((a OR b) AND c)");
  CHECK(outcome("issuer:X issuer:Y date:2025", parser_settings(), true) ==
        "((issuer:X OR issuer:Y) AND date:2025)");
}

TEST_CASE("nodes say where they stand in the query") {
  const std::string query = "peace -title:(“a b” OR =c) issuer:\"X Y\" verif*,";
  const QueryNode root = parse_query(query, parser_settings());
  const auto typed = [&query](const QueryNode& node) {
    return query.substr(node.span.begin, node.span.end - node.span.begin);
  };
  REQUIRE(root.children.size() == 4);
  CHECK(typed(root) == query);
  CHECK(typed(root.children[0]) == "peace");
  CHECK(typed(root.children[1]) == "-title:(“a b” OR =c)");
  CHECK(typed(root.children[1].children[0]) == "title:(“a b” OR =c)");
  CHECK(typed(root.children[1].children[0].children[0].children[0]) == "“a b”");
  CHECK(typed(root.children[1].children[0].children[0].children[1]) == "=c");
  CHECK(typed(root.children[2]) == "issuer:\"X Y\"");
  CHECK(root.children[2].text == "X Y");
  CHECK(root.children[2].name == "issuer");
  CHECK(typed(root.children[3]) == "verif*,");
  CHECK(root.children[3].text == "verif");
  CHECK(root.children[3].prefix);
}

}  // namespace demarche
