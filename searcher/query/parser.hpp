// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "common/error.hpp"
#include "searcher/query/ast.hpp"

namespace demarche {

/// A query that can't be read; `span` is the place. what() does not echo the
/// query: caret_lines() makes the two lines that do.
class QueryError : public UsageError {
public:
  QueryError(const std::string& what, SourceSpan span, std::string hint = {})
      : UsageError(what, std::move(hint)), span_(span) {}
  SourceSpan span() const noexcept { return span_; }

private:
  SourceSpan span_;
};

/// What parsing needs to know.
struct ParserSettings {
  /// Names of the fields that the user brought with the data, from the index's
  /// stamp. The fields every statement has are known to the parser.
  std::set<std::string, std::less<>> user_fields;
  /// --fixed: the query is plain words.
  bool fixed = false;
};

/// Reads a query (UTF-8; demarche-query(7) is the grammar) into its tree. The
/// root is always a sequence. Throws QueryError. Nesting is bounded at
/// max_query_depth and the query's length at max_query_bytes, by QueryError.
/// Pure: no state, thread-safe.
QueryNode parse_query(std::string_view query, const ParserSettings& settings);

inline constexpr std::size_t max_query_depth = 100;
inline constexpr std::size_t max_query_bytes = 1'000'000;

/// The most other words that a proximity can allow for, so that none reaches
/// over the end of a paragraph, and the most operands that it can have.
inline constexpr unsigned max_distance = 99;
inline constexpr std::size_t max_near_operands = 8;

/// Two lines, each ended by a newline: the part of `query` about `span`
/// (printable, at most `columns` wide), and carets under the span. Aligned also
/// where wide or combining characters stand before it.
std::string caret_lines(std::string_view query, SourceSpan span, int columns);

/// The tree in one line in canonical form: (taliban AND "hollow promises" AND
/// NOT china). `any_default`: whether a sequence reads as OR.
std::string to_string(const QueryNode& node, bool any_default = false);

/// A query that parses to this tree, which has a leaf: what stood side by side
/// does so, so that names and --any mean there what they meant. Who builds trees
/// of words that no query has (one that holds a space) compares to_string().
std::string query_text(const QueryNode& root);

}  // namespace demarche
