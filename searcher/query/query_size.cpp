// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_size.hpp"

#include <fmt/format.h>

#include "searcher/query/compiler.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

struct QuerySize {
  std::size_t leaves = 0;
  std::size_t wildcards = 0;
};

void add(const QueryNode& node, QuerySize& size) {
  for (const QueryNode& child : node.children) add(child, size);
  if (!node.children.empty()) return;
  if (++size.leaves > max_query_leaves) throw_too_many_words(node.span);
  if (node.prefix && ++size.wildcards > max_query_wildcards)
    throw QueryError(fmt::format("the query has more than {} wildcards", max_query_wildcards),
                     node.span);
}

}  // namespace

void check_query_size(const QueryNode& root) {
  QuerySize size;
  add(root, size);
}

void throw_too_many_words(SourceSpan span) {
  throw QueryError(fmt::format("the query has more than {} words", max_query_leaves), span);
}

}  // namespace demarche
