// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/near_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "searcher/query/compiler.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/spellings.hpp"

namespace demarche {
namespace {

void check_words(const QueryNode& node, const std::vector<QueryWord>& words) {
  if (words.empty()) throw QueryError("no word stands here to be near another", node.span);
  if (words.size() > max_phrase_words)
    throw QueryError(fmt::format("a phrase has more than {} words", max_phrase_words), node.span);
}

BuiltLeaf word_operand(const QueryNode& node, const std::string& field, LeafBuilder& leaves) {
  std::vector<QueryWord> words = query_words(node.text, false);
  check_words(node, words);
  if (node.prefix) words.back().prefix = true;
  auto pieces = pieces_of(std::move(words));
  if (pieces.size() > 1)
    throw QueryError("several words in one operand of a proximity", node.span,
                     "put a phrase into quotation marks");
  return leaves.piece(std::move(pieces.front()), node.exact, field);
}

class NearBuilder {
public:
  NearBuilder(const std::string& field, LeafBuilder& leaves) : field_(field), leaves_(leaves) {}

  BuiltLeaf operand(const QueryNode& node) {
    if (node.kind == NodeKind::any) return alternatives(node);
    if (node.kind == NodeKind::word) return word_operand(node, field_, leaves_);
    const std::vector<QueryWord> words = query_words(node.text, true);
    check_words(node, words);
    return leaves_.phrase(words, node.exact, field_);
  }

private:
  BuiltLeaf alternatives(const QueryNode& node) {
    BuiltLeaf all{{field_, {}, false}, {}, {}, false};
    for (const QueryNode& child : node.children) {
      BuiltLeaf one = operand(child);
      std::move(one.leaf.patterns.begin(), one.leaf.patterns.end(),
                std::back_inserter(all.leaf.patterns));
      std::move(one.spellings.begin(), one.spellings.end(), std::back_inserter(all.spellings));
      all.understood += (all.understood.empty() ? "" : " OR ") + one.understood;
      all.cut = all.cut || one.cut;
    }
    all.understood = fmt::format("({})", all.understood);
    return all;
  }

  const std::string& field_;
  LeafBuilder& leaves_;
};

/// The words of `"a b"~5`, in any form, as those of `a NEAR/5 b`.
std::vector<NearOperand> loose_words(const QueryNode& phrase, const std::string& field,
                                     LeafBuilder& leaves) {
  auto pieces = pieces_of(query_words(phrase.text, true));
  if (pieces.size() < 2)
    throw QueryError(fmt::format("~{} needs two words", *phrase.distance), phrase.span,
                     "leave it out to find a phrase as it stands");
  if (pieces.size() > max_near_operands)
    throw QueryError(fmt::format("more than {} words in a proximity", max_near_operands),
                     phrase.span);
  std::vector<NearOperand> operands;
  for (const auto& piece : pieces)
    operands.push_back({phrase.span, leaves.piece(piece, phrase.exact, field)});
  return operands;
}

}  // namespace

BuiltNear build_near(const QueryNode& node, const std::string& field, LeafBuilder& leaves) {
  BuiltNear near;
  if (node.kind == NodeKind::phrase) {
    near.operands = loose_words(node, field, leaves);
  } else {
    NearBuilder builder(field, leaves);
    for (const QueryNode& child : node.children)
      near.operands.push_back({child.span, builder.operand(child)});
  }
  near.leaf.field = field;
  near.leaf.proximity = Proximity{{}, *node.distance, node.in_order};
  const std::string sign = fmt::format(" {}/{} ", node.in_order ? "ADJ" : "NEAR", *node.distance);
  for (const NearOperand& operand : near.operands) {
    near.leaf.proximity->operands.push_back(operand.built.leaf.patterns);
    near.understood += (near.understood.empty() ? "" : sign) + operand.built.understood;
  }
  return near;
}

}  // namespace demarche
