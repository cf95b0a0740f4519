// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "common/text/compounds.hpp"
#include "common/text/fold.hpp"
#include "searcher/query/boolean_query.hpp"
#include "searcher/query/capitals.hpp"
#include "searcher/query/date_range.hpp"
#include "searcher/query/fields.hpp"
#include "searcher/query/filter_query.hpp"
#include "searcher/query/leaf_builder.hpp"
#include "searcher/query/near_builder.hpp"
#include "searcher/query/near_query.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/query/query_size.hpp"

namespace demarche {
namespace {

using Xapian::Query;

class Compiler {
public:
  Compiler(std::string_view typed, const CompilerSettings& settings, const StatementIndex& index)
      : typed_(typed),
        settings_(settings),
        index_(index),
        terms_(index.database()),
        leaves_(index, settings.exact, terms_, names()) {}

  CompiledQuery compile(const QueryNode& root) {
    // Before any of it is looked up.
    check_query_size(root);
    const Capitals capitals = meaning_of_capitals(root, terms_, settings_.names);
    leaves_.set_acronyms(capitals == Capitals::acronyms);
    if (capitals == Capitals::headline)
      out_.notes.emplace_back("all in capitals: read without regard to them");
    const auto query = node(root, {});
    if (!query) throw QueryError("the query has no words", {0, typed_.size()});
    out_.query = *query;
    return std::move(out_);
  }

private:
  /// Null with --no-aliases.
  const NameTable* names() const { return settings_.aliases ? &settings_.names : nullptr; }

  /// Nothing where the node has no words.
  std::optional<Query> node(const QueryNode& node, const std::string& field) {
    switch (node.kind) {
      case NodeKind::word:
        return word(node, field);
      case NodeKind::phrase:
        return node.distance ? near(node, field) : phrase(node, field);
      case NodeKind::near:
        return near(node, field);
      case NodeKind::filter:
        return zero_weight(filter(node));
      case NodeKind::sequence:
        return sequence(node, field);
      case NodeKind::all:
        return operands(node, field, Query::OP_AND);
      case NodeKind::any:
        return operands(node, field, Query::OP_OR);
      case NodeKind::field:
        return this->node(node.children.front(), node.text);
      case NodeKind::negation:
        break;
    }
    const auto excluded = negated(node, field);
    if (!excluded) return std::nullopt;
    return Query(Query::OP_AND_NOT, zero_weight(all_statements()), *excluded);
  }

  std::optional<Query> negated(const QueryNode& node, const std::string& field) {
    const bool outer = std::exchange(excluded_, !excluded_);
    auto query = this->node(node.children.front(), field);
    excluded_ = outer;
    return query;
  }

  std::optional<Query> operands(const QueryNode& node, const std::string& field, Query::op op) {
    std::vector<Query> queries;
    std::vector<Query> excluded;
    for (const QueryNode& child : node.children) {
      const bool subtract = op == Query::OP_AND && child.kind == NodeKind::negation;
      if (auto query = subtract ? negated(child, field) : this->node(child, field))
        (subtract ? excluded : queries).push_back(std::move(*query));
    }
    return combine(queries, excluded, {}, op);
  }

  /// Operands side by side: filters of one field are alternatives, those of
  /// different fields and bounds must all hold, whatever the words need.
  std::optional<Query> sequence(const QueryNode& node, const std::string& field) {
    check_bounds(node.children);
    std::vector<Query> queries;
    std::vector<Query> excluded;
    std::map<std::string, std::vector<Query>> filters;
    std::vector<Query> required;
    const std::vector<NameSpan> names = leaves_.names_of(node.children);
    auto next_name = names.begin();
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      const QueryNode& child = node.children[i];
      if (next_name != names.end() && next_name->begin == i) {
        queries.push_back(open_name(node.children, *next_name, field));
        i = next_name++->end - 1;
      } else if (child.kind == NodeKind::filter) {
        (has_alternatives(child.name) ? filters[child.name] : required).push_back(filter(child));
      } else if (child.kind == NodeKind::negation) {
        if (auto query = negated(child, field)) excluded.push_back(std::move(*query));
      } else if (auto query = open_compound(node.children, i, field)) {
        queries.push_back(std::move(*query));
        ++i;
      } else if (auto one = this->node(child, field)) {
        queries.push_back(std::move(*one));
      }
    }
    for (const auto& [name, alternatives] : filters)
      required.emplace_back(Query::OP_OR, alternatives.begin(), alternatives.end());
    return combine(queries, excluded, required, words_op());
  }

  Query::op words_op() const { return settings_.any ? Query::OP_OR : Query::OP_AND; }

  /// What stands for the operands [begin, end) as one.
  QueryNode spanning(const std::vector<QueryNode>& nodes, std::size_t begin,
                     std::size_t end) const {
    QueryNode whole;
    whole.span = {nodes[begin].span.begin, nodes[end - 1].span.end};
    whole.text = source(whole.span);
    return whole;
  }

  /// `North Korea` as operands side by side also means `DPRK`.
  Query open_name(const std::vector<QueryNode>& nodes, const NameSpan& name,
                  const std::string& field) {
    const QueryNode whole = spanning(nodes, name.begin, name.end);
    std::vector<Query> words;
    in_name_ = true;
    for (std::size_t i = name.begin; i < name.end; ++i) {
      if (auto word = node(nodes[i], field)) words.push_back(std::move(*word));
    }
    in_name_ = false;
    Query typed(words_op(), words.begin(), words.end());
    if (name.name.names.empty()) {
      add_ambiguous(whole.text, name.name.meanings);
      return typed;
    }
    check_limits(whole, words.size());
    return {Query::OP_OR, typed,
            add_leaf(whole, leaves_.name(name.name, query_words(whole.text, false), field))};
  }

  /// `cease fire` as two operands side by side also means `ceasefire`.
  std::optional<Query> open_compound(const std::vector<QueryNode>& nodes, std::size_t at,
                                     const std::string& field) {
    if (at + 1 >= nodes.size()) return std::nullopt;
    const auto first = leaves_.plain_word(nodes[at]);
    const auto second = leaves_.plain_word(nodes[at + 1]);
    if (!first || !second || !is_open_compound(first->term, second->term)) return std::nullopt;
    const auto one = node(nodes[at], field);
    const auto two = node(nodes[at + 1], field);
    QueryWord joined;
    joined.term = first->term + second->term;
    const QueryNode both = spanning(nodes, at, at + 2);
    add_alias(both.text, joined.term);
    return Query(Query::OP_OR, Query(words_op(), *one, *two),
                 add_leaf(both, leaves_.inflected(joined, field)));
  }

  std::optional<Query> word(const QueryNode& node, const std::string& field) {
    std::vector<QueryWord> words = query_words(node.text, false);
    if (words.empty()) return drop(node);
    if (node.prefix) words.back().prefix = true;
    // What was typed in one piece stands so in the text: `A/RES/75/1`; a comma
    // or a dash between words leaves them words of their own.
    std::vector<Query> pieces;
    for (auto& piece : pieces_of(std::move(words))) {
      check_limits(node, piece.size());
      pieces.push_back(
          add_leaf(node, leaves_.piece(std::move(piece), node.exact, field, in_name_)));
    }
    return pieces.size() == 1 ? pieces.front() : Query(Query::OP_AND, pieces.begin(), pieces.end());
  }

  std::optional<Query> phrase(const QueryNode& node, const std::string& field) {
    const std::vector<QueryWord> words = query_words(node.text, true);
    if (words.empty()) return drop(node);
    check_limits(node, words.size());
    return add_leaf(node, leaves_.phrase(words, node.exact, field));
  }

  /// What has no word is left out, and said so.
  std::optional<Query> drop(const QueryNode& node) {
    out_.dropped.push_back(node.text);
    out_.dropped_places.push_back(node.span);
    return std::nullopt;
  }

  /// A proximity has a row of its own in what is explained, after its operands.
  Query near(const QueryNode& node, const std::string& field) {
    check_limits(node, node.children.size());
    BuiltNear near = build_near(node, field, leaves_);
    const bool is_phrase = node.kind == NodeKind::phrase;
    for (NearOperand& operand : near.operands) {
      const std::string typed = is_phrase ? operand.built.understood : source(operand.span);
      note_spellings(typed, operand.built);
      Query query =
          at(operand.span, [&] { return terms_.any_pattern(field, operand.built.leaf.patterns); });
      out_.leaves.push_back({{field, {}, excluded_},
                             std::move(query),
                             typed,
                             in_field(field, std::move(operand.built.understood)),
                             operand.span});
    }
    near.leaf.excluded = excluded_;
    Query query = at(node.span, [&] { return near_query(near.leaf, terms_, index_, examinable_); });
    out_.leaves.push_back({std::move(near.leaf), query, source(node.span),
                           in_field(field, std::move(near.understood))});
    return query;
  }

  /// What `build` makes, with the place of what it refuses.
  template <typename Build>
  static auto at(SourceSpan span, const Build& build) -> decltype(build()) {
    try {
      return build();
    } catch (const UsageError& error) {
      throw QueryError(error.what(), span, error.hint());
    }
  }

  static std::string in_field(const std::string& field, std::string understood) {
    return field.empty() ? understood : fmt::format("{}:{}", field, understood);
  }

  /// What is one word of the tree may be several.
  void check_limits(const QueryNode& node, std::size_t words) const {
    if (out_.leaves.size() >= max_query_leaves) throw_too_many_words(node.span);
    if (words > max_phrase_words)
      throw QueryError(fmt::format("a phrase has more than {} words", max_phrase_words), node.span);
  }

  Query add_leaf(const QueryNode& node, BuiltLeaf built) {
    QueryLeaf& leaf = built.leaf;
    leaf.excluded = excluded_;
    note_spellings(node.text, built);
    Query query = at(node.span, [&] { return terms_.any_pattern(leaf.field, leaf.patterns); });
    std::string understood = in_field(leaf.field, std::move(built.understood));
    out_.leaves.push_back(
        {std::move(leaf), query, source(node.span), std::move(understood), node.span});
    return query;
  }

  void note_spellings(const std::string& typed, const BuiltLeaf& built) {
    for (const std::string& spelling : built.spellings) {
      if (spelling != value_key(typed)) add_alias(typed, spelling);
    }
    for (const AmbiguousName& name : built.ambiguous) add_ambiguous(name.typed, name.meanings);
    if (built.cut)
      out_.notes.push_back(
          fmt::format("“{}”: only the first {} spellings were tried", typed, max_spellings));
  }

  void add_alias(const std::string& typed, const std::string& spelling) {
    std::string alias = fmt::format("{} = {}", typed, spelling);
    if (std::find(out_.aliases.begin(), out_.aliases.end(), alias) == out_.aliases.end())
      out_.aliases.push_back(std::move(alias));
  }

  void add_ambiguous(std::string_view typed, std::vector<std::string_view> meanings) {
    if (meanings.size() == 1) meanings.emplace_back("something else");
    const std::string_view last = meanings.back();
    meanings.pop_back();
    std::string note = fmt::format("“{}” can mean {} or {}: no other name was added", typed,
                                   fmt::join(meanings, ", "), last);
    if (std::find(out_.notes.begin(), out_.notes.end(), note) == out_.notes.end())
      out_.notes.push_back(std::move(note));
  }

  Query filter(const QueryNode& node) {
    check_limits(node, 1);
    FilterQuery filter = at(node.span, [&] { return filter_query(node, terms_, names()); });
    for (const std::string& name : filter.names) add_alias(node.text, name);
    if (!filter.meanings.empty()) add_ambiguous(node.text, filter.meanings);
    std::move(filter.doubts.begin(), filter.doubts.end(), std::back_inserter(out_.doubts));
    // What stands in the text is marked there.
    std::string field = filter.patterns.empty() ? node.name : std::string();
    out_.leaves.push_back({{std::move(field), std::move(filter.patterns), excluded_},
                           filter.query,
                           source(node.span),
                           std::move(filter.understood)});
    return filter.query;
  }

  std::string source(SourceSpan span) const {
    return std::string(typed_.substr(span.begin, span.end - span.begin));
  }

  std::string_view typed_;
  const CompilerSettings& settings_;
  const StatementIndex& index_;
  TermQueries terms_;
  LeafBuilder leaves_;
  CompiledQuery out_;
  bool excluded_ = false;                       ///< within a NOT
  bool in_name_ = false;                        ///< within a name of several operands
  Xapian::doccount examinable_ = max_examined;  ///< statements, for proximities
};

}  // namespace

CompiledQuery compile_query(const QueryNode& root, std::string_view typed,
                            const CompilerSettings& settings, const StatementIndex& index) {
  return Compiler(typed, settings, index).compile(root);
}

}  // namespace demarche
