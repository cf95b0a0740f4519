// SPDX-License-Identifier: GPL-2.0-or-later
// to_string(): the query tree as a person reads it; query_text(): as one would type it.
#include <map>
#include <utility>
#include <vector>

#include "searcher/query/fields.hpp"
#include "searcher/query/operators.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {

namespace {

/// `(a AND b)`; one part stands without brackets.
std::string in_brackets(const std::vector<std::string>& parts, std::string_view glue) {
  if (parts.size() == 1) return parts.front();
  std::string out = "(";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += glue;
    out += parts[i];
  }
  return out + ")";
}

std::string word_text(const QueryNode& node) {
  // A word that looks like an operator, or excluded, is marked as none.
  if (!node.exact && (is_operator_word(node.text) || looks_excluded(node.text)))
    return "'" + node.text + "'";
  return (node.exact ? "=" : "") + node.text + (node.prefix ? "*" : "");
}

/// A phrase between the marks it doesn't hold.
std::string quoted(const std::string& text) {
  const bool holds_ascii_mark = text.find('"') != std::string::npos;
  return holds_ascii_mark ? "“" + text + "”" : "\"" + text + "\"";
}

std::string phrase_text(const QueryNode& node) {
  return (node.exact ? "=" : "") + quoted(node.text) +
         (node.distance ? "~" + std::to_string(*node.distance) : "");
}

std::string filter_text(const QueryNode& node) {
  const std::string value = node.text + (node.prefix ? "*" : "");
  const bool plain = value.find_first_of(" \t\n\"()") == std::string::npos;
  return node.name + ":" + (plain ? value : quoted(value));
}

/// The parts of a sequence, each at the place of its first operand. Filters of
/// one field are alternatives, but for bounds; with --any, so are words and what else ranks.
class SequenceParts {
public:
  explicit SequenceParts(bool any_default) : any_default_(any_default) {}

  void add(const QueryNode& operand) {
    std::string text = to_string(operand, any_default_);
    if (operand.kind == NodeKind::filter && has_alternatives(operand.name)) {
      group("filter " + operand.name).push_back(std::move(text));
    } else if (any_default_ && operand.kind != NodeKind::negation &&
               operand.kind != NodeKind::filter) {
      group("words").push_back(std::move(text));
    } else {
      groups_.push_back({std::move(text)});
    }
  }

  std::string text() const {
    std::vector<std::string> parts;
    for (const auto& members : groups_) parts.push_back(in_brackets(members, " OR "));
    return in_brackets(parts, " AND ");
  }

private:
  std::vector<std::string>& group(const std::string& key) {
    const auto [place, is_new] = places_.try_emplace(key, groups_.size());
    if (is_new) groups_.emplace_back();
    return groups_[place->second];
  }

  bool any_default_;
  std::vector<std::vector<std::string>> groups_;
  std::map<std::string, std::size_t> places_;  ///< of the groups that grow
};

std::string sequence_text(const QueryNode& node, bool any_default) {
  SequenceParts parts(any_default);
  for (const QueryNode& child : node.children) parts.add(child);
  return parts.text();
}

/// The children, each as `text_of` has it.
template <typename TextOf>
std::string joined_text(const QueryNode& node, std::string_view glue, const TextOf& text_of) {
  std::vector<std::string> parts;
  for (const QueryNode& child : node.children) parts.push_back(text_of(child));
  return in_brackets(parts, glue);
}

/// ` NEAR/5 `
std::string near_sign(const QueryNode& node) {
  return (node.in_order ? " ADJ/" : " NEAR/") + std::to_string(*node.distance) + " ";
}

std::string typed_text(const QueryNode& node);

/// `-x`, or NOT where a minus would not be one.
std::string typed_negation(const QueryNode& node) {
  const QueryNode& child = node.children.front();
  const std::string excluded = typed_text(child);
  const bool is_group = excluded.starts_with('(');
  return (is_group || excluded.starts_with('-') ? "NOT " : "-") + excluded;
}

/// What has operands stands in brackets.
std::string typed_text(const QueryNode& node) {
  switch (node.kind) {
    case NodeKind::sequence:
      return joined_text(node, " ", typed_text);
    case NodeKind::all:
      return joined_text(node, " AND ", typed_text);
    case NodeKind::any:
      return joined_text(node, " OR ", typed_text);
    case NodeKind::near:
      return joined_text(node, near_sign(node), typed_text);
    case NodeKind::negation:
      return typed_negation(node);
    case NodeKind::field:
      return node.text + ":" + typed_text(node.children.front());
    default:
      return to_string(node);
  }
}

}  // namespace

std::string to_string(const QueryNode& node, bool any_default) {
  const auto text_of = [any_default](const QueryNode& child) {
    return to_string(child, any_default);
  };
  switch (node.kind) {
    case NodeKind::word:
      return word_text(node);
    case NodeKind::phrase:
      return phrase_text(node);
    case NodeKind::filter:
      return filter_text(node);
    case NodeKind::sequence:
      return sequence_text(node, any_default);
    case NodeKind::all:
      return joined_text(node, " AND ", text_of);
    case NodeKind::any:
      return joined_text(node, " OR ", text_of);
    case NodeKind::near:
      return joined_text(node, near_sign(node), text_of);
    case NodeKind::negation:
      return "NOT " + to_string(node.children.front(), any_default);
    case NodeKind::field:
      break;
  }
  return node.text + ":" + to_string(node.children.front(), any_default);
}

std::string query_text(const QueryNode& root) {
  const QueryNode* top = &root;
  while (top->kind == NodeKind::sequence && top->children.size() == 1) top = &top->children.front();
  std::string text = typed_text(*top);
  const bool in_brackets = top->children.size() > 1;
  return in_brackets ? text.substr(1, text.size() - 2) : text;
}

}  // namespace demarche
