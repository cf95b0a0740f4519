// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/query_parts.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "searcher/query/fields.hpp"
#include "searcher/query/pruned.hpp"

namespace demarche {
namespace {

class PartFinder {
public:
  PartFinder(bool any, const std::vector<SourceSpan>& joined) : any_(any), joined_(joined) {}

  void add(const QueryNode& node) {
    const auto is_group = [](const QueryNode& of) {
      return of.kind == NodeKind::sequence || of.kind == NodeKind::all;
    };
    if (node.kind == NodeKind::sequence) {
      add_sequence(node.children);
    } else if (node.kind == NodeKind::all) {
      for (const QueryNode& child : node.children) add(child);
    } else if (node.kind == NodeKind::field && is_group(node.children.front())) {
      add(node.children.front());
    } else {
      parts_.push_back({&node});
    }
  }

  std::vector<QueryPart> take() { return std::move(parts_); }

private:
  void add_sequence(const std::vector<QueryNode>& nodes) {
    std::map<std::string, std::size_t> alternatives;  // the part that grows
    const auto add_to = [&](const std::string& key, const QueryNode& node) {
      const auto [place, is_new] = alternatives.try_emplace(key, parts_.size());
      if (is_new) parts_.emplace_back();
      parts_[place->second].push_back(&node);
    };
    // A lone operand is itself, whatever --any says of words side by side.
    const bool is_any = any_ && nodes.size() > 1;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const QueryNode& node = nodes[i];
      const bool ranks = node.kind != NodeKind::negation && node.kind != NodeKind::filter;
      if (node.kind == NodeKind::filter && has_alternatives(node.name)) {
        add_to("filter " + node.name, node);
      } else if (ranks && is_any) {
        add_to("words", node);
      } else if (const std::size_t end = end_of_joined(nodes, i); end > i + 1) {
        QueryPart part;
        while (i < end) part.push_back(&nodes[i++]);
        parts_.push_back(std::move(part));
        --i;
      } else {
        add(node);
      }
    }
  }

  /// Behind the operands from `begin` on that are one.
  std::size_t end_of_joined(const std::vector<QueryNode>& nodes, std::size_t begin) const {
    std::size_t end = begin + 1;
    for (const SourceSpan& place : joined_) {
      if (place.begin != nodes[begin].span.begin) continue;
      while (end < nodes.size() && nodes[end].span.end <= place.end) ++end;
    }
    return end;
  }

  bool any_;
  const std::vector<SourceSpan>& joined_;
  std::vector<QueryPart> parts_;
};

}  // namespace

std::vector<QueryPart> parts_of(const QueryNode& root, bool any,
                                const std::vector<SourceSpan>& joined) {
  PartFinder finder(any, joined);
  finder.add(root);
  return finder.take();
}

QueryNode without_parts(const QueryNode& root, const std::vector<const QueryPart*>& parts) {
  std::vector<SourceSpan> places;
  for (const QueryPart* part : parts) {
    for (const QueryNode* node : *part) places.push_back(node->span);
  }
  return without(root, places);
}

bool is_exclusion(const QueryPart& part) {
  return std::all_of(part.begin(), part.end(),
                     [](const QueryNode* node) { return node->kind == NodeKind::negation; });
}

}  // namespace demarche
