// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/parser.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "common/text/utf8.hpp"
#include "searcher/query/characters.hpp"
#include "searcher/query/fields.hpp"
#include "searcher/query/lexer.hpp"
#include "searcher/query/near_operand.hpp"
#include "searcher/query/plain_words.hpp"
#include "searcher/query/value_checks.hpp"
#include "searcher/query/wildcard.hpp"

namespace demarche {

namespace {

void check_query(std::string_view query) {
  if (query.size() > max_query_bytes) {
    throw QueryError("the query is longer than " + std::to_string(max_query_bytes) + " bytes",
                     {max_query_bytes, query.size()});
  }
  for (std::size_t at = 0; at < query.size();) {
    const CodePoint here = code_point_at(query, at);
    if (!here.valid) throw QueryError("the query is not UTF-8", {at, at + 1});
    at += here.bytes;
  }
}

QueryNode leaf(NodeKind kind, SourceSpan span, std::string_view text) {
  QueryNode node;
  node.kind = kind;
  node.span = span;
  node.text = text;
  return node;
}

QueryNode parent(NodeKind kind, SourceSpan span, std::vector<QueryNode> children) {
  QueryNode node = leaf(kind, span, {});
  node.children = std::move(children);
  return node;
}

/// A node of the operands, or the only operand itself.
QueryNode joined(NodeKind kind, std::vector<QueryNode> operands) {
  if (operands.size() == 1) return std::move(operands.front());
  const SourceSpan span{operands.front().span.begin, operands.back().span.end};
  return parent(kind, span, std::move(operands));
}

QueryNode sequence_root(QueryNode tree) {
  if (tree.kind == NodeKind::sequence) return tree;
  const SourceSpan span = tree.span;
  std::vector<QueryNode> children;
  children.push_back(std::move(tree));
  return parent(NodeKind::sequence, span, std::move(children));
}

/// The parser by recursive descent: a function for each rule of the grammar.
/// `depth` counts the brackets and negations around; it bounds the recursion.
class Parser {
public:
  Parser(std::string_view query, const ParserSettings& settings)
      : query_(query), settings_(settings), lexemes_(split_query(query, settings)) {}

  QueryNode run() {
    if (lexemes_.empty()) throw QueryError("the query is empty", {0, query_.size()});
    refuse_close();
    QueryNode tree = parse_any(0);
    refuse_close();
    return sequence_root(std::move(tree));
  }

private:
  bool at_end() const { return next_ == lexemes_.size(); }
  bool at(LexemeKind kind) const { return !at_end() && lexemes_[next_].kind == kind; }

  bool skip(LexemeKind kind) {
    if (!at(kind)) return false;
    ++next_;
    return true;
  }

  void refuse_close() const {
    if (at(LexemeKind::close)) throw QueryError(") without its (", lexemes_[next_].span);
  }

  QueryNode parse_any(std::size_t depth) {
    std::vector<QueryNode> operands;
    do {
      operands.push_back(parse_all(depth));
    } while (skip(LexemeKind::or_operator));
    return joined(NodeKind::any, std::move(operands));
  }

  QueryNode parse_all(std::size_t depth) {
    std::vector<QueryNode> operands;
    do {
      operands.push_back(parse_sequence(depth));
    } while (skip(LexemeKind::and_operator));
    return joined(NodeKind::all, std::move(operands));
  }

  /// The lexer sees to it that an operand stands here.
  QueryNode parse_sequence(std::size_t depth) {
    std::vector<QueryNode> operands;
    do {
      operands.push_back(parse_near(depth));
    } while (!at_end() && !at(LexemeKind::close) && !at(LexemeKind::and_operator) &&
             !at(LexemeKind::or_operator));
    return joined(NodeKind::sequence, std::move(operands));
  }

  /// An operand, or a chain of them joined by NEAR/5 or ADJ/5.
  QueryNode parse_near(std::size_t depth) {
    const std::size_t begin = next_;
    QueryNode operand = parse_operand(depth);
    if (!at(LexemeKind::near_operator)) return operand;
    const Lexeme& near = lexemes_[next_];
    check_near_operand(operand, span_from(begin), near.text);
    std::vector<QueryNode> operands;
    operands.push_back(std::move(operand));
    while (at(LexemeKind::near_operator)) {
      const Lexeme& sign = lexemes_[next_++];
      if (sign.distance != near.distance || sign.text.front() != near.text.front()) {
        throw QueryError("one chain, two operators: " + std::string(near.text) + " and " +
                             std::string(sign.text),
                         sign.span, "use one of them, or two chains with AND between them");
      }
      if (operands.size() == max_near_operands) {
        throw QueryError(
            "more than " + std::to_string(max_near_operands) + " operands in a proximity",
            sign.span);
      }
      const std::size_t operand_begin = next_;
      operands.push_back(parse_operand(depth));
      check_near_operand(operands.back(), span_from(operand_begin), near.text);
    }
    QueryNode node = parent(NodeKind::near, span_from(begin), std::move(operands));
    node.distance = near.distance;
    node.in_order = near.text.front() == 'A';
    return node;
  }

  /// From a lexeme to the last one read.
  SourceSpan span_from(std::size_t begin) const {
    return {lexemes_[begin].span.begin, lexemes_[next_ - 1].span.end};
  }

  QueryNode parse_operand(std::size_t depth) {
    const Lexeme& lexeme = lexemes_[next_++];
    if (depth > max_query_depth) {
      throw QueryError(
          "brackets or negations nested more than " + std::to_string(max_query_depth) + " deep",
          lexeme.span);
    }
    switch (lexeme.kind) {
      case LexemeKind::not_operator:
      case LexemeKind::minus:
        return parse_negation(lexeme, depth);
      case LexemeKind::open:
        return parse_group(lexeme, depth);
      case LexemeKind::field:
        return parse_field(lexeme, depth);
      case LexemeKind::phrase:
        return make_phrase(lexeme);
      default:
        return make_word(lexeme);
    }
  }

  QueryNode parse_negation(const Lexeme& sign, std::size_t depth) {
    std::vector<QueryNode> children;
    // A minus goes with what it touches; NOT excludes a proximity as a whole.
    const bool touches = sign.kind == LexemeKind::minus;
    children.push_back(touches ? parse_operand(depth + 1) : parse_near(depth + 1));
    const SourceSpan span{sign.span.begin, lexemes_[next_ - 1].span.end};
    return parent(NodeKind::negation, span, std::move(children));
  }

  QueryNode parse_group(const Lexeme& open, std::size_t depth) {
    if (at(LexemeKind::close)) {
      throw QueryError("empty brackets", {open.span.begin, lexemes_[next_].span.end});
    }
    if (at_end()) throw_unclosed(open);
    QueryNode tree = parse_any(depth + 1);
    if (!skip(LexemeKind::close)) throw_unclosed(open);
    return tree;
  }

  [[noreturn]] static void throw_unclosed(const Lexeme& open) {
    throw QueryError("( without its )", open.span);
  }

  QueryNode parse_field(const Lexeme& name, std::size_t depth) {
    const QueryField field = find_field(name.text, settings_, name_span(name));
    if (in_field_) {
      throw QueryError("a field within a field", name.span,
                       "text with a colon is searched for in quotation marks");
    }
    return field.is_filter ? parse_filter(name, field) : parse_content(name, field, depth);
  }

  static SourceSpan name_span(const Lexeme& name) {
    return {name.span.begin, name.span.begin + name.text.size()};
  }

  /// What is searched for within a field: a word, a phrase or a group.
  QueryNode parse_content(const Lexeme& name, const QueryField& field, std::size_t depth) {
    check_content_value(query_, lexemes_, next_, settings_);
    in_field_ = true;
    std::vector<QueryNode> children;
    children.push_back(parse_operand(depth + 1));
    in_field_ = false;
    const SourceSpan span{name.span.begin, lexemes_[next_ - 1].span.end};
    QueryNode node = parent(NodeKind::field, span, std::move(children));
    node.text = field.name;
    return node;
  }

  QueryNode parse_filter(const Lexeme& name, const QueryField& field) {
    check_filter_value(query_, lexemes_, next_, field);
    const Lexeme& value = lexemes_[next_++];
    QueryNode node = leaf(NodeKind::filter, {name.span.begin, value.span.end}, value.text);
    node.name = field.name;
    take_value_prefix(node, value);
    return node;
  }

  /// Dates and ids have no beginnings to look for: there a `*` stays in the
  /// value, which an id may hold and no date does.
  void take_value_prefix(QueryNode& node, const Lexeme& value) const {
    static constexpr std::array<std::string_view, 4> whole = {"date", "since", "until", "id"};
    if (std::find(whole.begin(), whole.end(), node.name) != whole.end()) return;
    const auto offset = static_cast<std::size_t>(value.text.data() - query_.data());
    const auto bytes = value_prefix_bytes(value.text, offset);
    if (!bytes) return;
    node.text.resize(*bytes);
    node.prefix = true;
  }

  QueryNode make_phrase(const Lexeme& phrase) const {
    const auto offset = static_cast<std::size_t>(phrase.text.data() - query_.data());
    check_phrase_wildcards(phrase.text, offset);
    check_phrase_signs(phrase.text, offset);
    QueryNode node = leaf(NodeKind::phrase, phrase.span, phrase.text);
    node.distance = phrase.distance;
    node.exact = phrase.exact;
    return node;
  }

  static QueryNode make_word(const Lexeme& word) {
    const bool exact = word.text.size() > 1 && word.text.front() == '=';
    const std::string_view chunk = exact ? word.text.substr(1) : word.text;
    const std::size_t offset = word.span.end - chunk.size();
    const auto prefix = prefix_bytes(chunk, offset);
    if (exact && prefix) {
      throw QueryError("= and * exclude each other", word.span, "leave one of them out");
    }
    QueryNode node =
        leaf(NodeKind::word, word.span, chunk.substr(0, prefix.value_or(chunk.size())));
    node.exact = exact;
    node.prefix = prefix.has_value();
    return node;
  }

  std::string_view query_;
  const ParserSettings& settings_;
  std::vector<Lexeme> lexemes_;
  std::size_t next_ = 0;
  bool in_field_ = false;
};

}  // namespace

QueryNode parse_query(std::string_view query, const ParserSettings& settings) {
  check_query(query);
  return settings.fixed ? parse_plain_words(query) : Parser(query, settings).run();
}

}  // namespace demarche
