// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "searcher/query/parser.hpp"

namespace {

void check(const demarche::QueryNode& node, std::size_t size) {
  if (node.span.begin > node.span.end || node.span.end > size) std::abort();
  for (const demarche::QueryNode& child : node.children) check(child, size);
}

}  // namespace

/// Any bytes are a tree whose spans lie in the query, or an error with a place in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  for (const bool fixed : {false, true}) {
    try {
      const QueryNode tree = parse_query(query, {{"topic"}, fixed});
      check(tree, size);
      to_string(tree);
    } catch (const QueryError& error) {
      if (error.span().begin > error.span().end || error.span().end > size) std::abort();
      caret_lines(query, error.span(), 80);
    }
  }
  return 0;
}
