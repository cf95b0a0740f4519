// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/filters.hpp"

#include <algorithm>
#include <utility>

namespace demarche {
namespace {

bool holds_only_filters(const QueryNode& node) {
  if (node.kind == NodeKind::filter) return node.name != "cites";
  return !node.children.empty() &&
         std::all_of(node.children.begin(), node.children.end(), holds_only_filters);
}

/// Whether a part of a sequence holds for all that it finds, also with --any.
bool always_holds(const QueryNode& node) {
  return node.kind == NodeKind::filter || node.kind == NodeKind::negation;
}

}  // namespace

std::optional<QueryNode> filters_of(const QueryNode& root, bool any) {
  if (holds_only_filters(root)) return root;
  if (root.kind != NodeKind::sequence && root.kind != NodeKind::all) return std::nullopt;
  QueryNode kept = root;
  kept.children.clear();
  for (const QueryNode& child : root.children) {
    if (any && root.kind == NodeKind::sequence && !always_holds(child)) continue;
    if (auto filters = filters_of(child, any)) kept.children.push_back(*std::move(filters));
  }
  if (kept.children.empty()) return std::nullopt;
  return kept;
}

}  // namespace demarche
