// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/pruned.hpp"

#include <algorithm>
#include <utility>

namespace demarche {
namespace {

bool is_leaf(const QueryNode& node) {
  return node.kind == NodeKind::word || node.kind == NodeKind::phrase;
}

bool is_at(const QueryNode& node, const std::vector<SourceSpan>& places) {
  return std::any_of(places.begin(), places.end(), [&node](const SourceSpan& place) {
    return place.begin == node.span.begin && place.end == node.span.end;
  });
}

/// Whether anything of the node is left.
bool prune(QueryNode& node, const std::vector<SourceSpan>& places) {
  if (node.children.empty()) return true;
  std::erase_if(node.children, [&places](QueryNode& child) {
    return is_at(child, places) || !prune(child, places);
  });
  const bool joins = node.kind == NodeKind::all || node.kind == NodeKind::any;
  if (joins && node.children.size() == 1) {
    QueryNode only = std::move(node.children.front());
    node = std::move(only);
  }
  return is_leaf(node) || !node.children.empty() || node.kind == NodeKind::filter;
}

}  // namespace

QueryNode without(QueryNode tree, const std::vector<SourceSpan>& places) {
  prune(tree, places);
  return tree;
}

}  // namespace demarche
