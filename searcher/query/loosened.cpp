// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/loosened.hpp"

#include <iterator>

#include "searcher/query/plain_words.hpp"

namespace demarche {
namespace {

/// So many other words may stand among those of a phrase.
constexpr unsigned loose_distance = 5;

QueryNode inexact(QueryNode node) {
  node.exact = false;
  return node;
}

void add_words(QueryNode words, std::vector<QueryNode>& found) {
  words.kind = NodeKind::sequence;
  if (words.children.size() > 1) found.push_back(std::move(words));
}

void add_phrase(const QueryNode& phrase, std::vector<QueryNode>& found) {
  QueryNode words = parse_plain_words(phrase.text);
  if (phrase.exact) found.push_back(inexact(phrase));
  if (!phrase.distance && words.children.size() > 1) {
    QueryNode near = phrase;
    near.distance = loose_distance;
    found.push_back(std::move(near));
  }
  // Each word keeps what the phrase says of it.
  for (QueryNode& word : words.children) word.exact = phrase.exact;
  add_words(std::move(words), found);
}

bool is_at(const QueryNode& node, SourceSpan place) {
  return node.span.begin == place.begin && node.span.end == place.end;
}

/// What does not stand in the query is at no place of it.
QueryNode placeless(QueryNode node) {
  node.span = {};
  for (QueryNode& child : node.children) child = placeless(std::move(child));
  return node;
}

void replace(QueryNode& tree, SourceSpan place, const QueryNode& replacement) {
  std::vector<QueryNode> children;
  for (QueryNode& child : tree.children) {
    if (!is_at(child, place)) {
      replace(child, place, replacement);
      children.push_back(std::move(child));
    } else if (tree.kind == NodeKind::sequence && replacement.kind == NodeKind::sequence) {
      children.insert(children.end(), replacement.children.begin(), replacement.children.end());
    } else {
      children.push_back(replacement);
    }
  }
  tree.children = std::move(children);
}

}  // namespace

std::vector<QueryNode> loosened(const QueryNode& node) {
  std::vector<QueryNode> found;
  if (node.kind == NodeKind::phrase) add_phrase(node, found);
  if (node.kind == NodeKind::near) add_words(node, found);
  if (node.kind == NodeKind::word && node.exact) found.push_back(inexact(node));
  if (node.kind == NodeKind::field) found.push_back(node.children.front());
  return found;
}

QueryNode replaced(QueryNode tree, SourceSpan place, const QueryNode& replacement) {
  replace(tree, place, placeless(replacement));
  return tree;
}

}  // namespace demarche
