// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "searcher/query/parser.hpp"

namespace demarche {

/// A query, and what the parser must make of it.
struct QueryRow {
  std::string query;
  std::string expected;  ///< the tree, or `BEGIN-END: what is wrong`, in bytes
};

/// An index with user's fields in various spellings.
inline ParserSettings parser_settings() {
  ParserSettings settings;
  settings.user_fields = {"ministry", "Docket", "тема"};
  return settings;
}

/// The tree in one line, or the error with its place.
inline std::string outcome(const std::string& query, const ParserSettings& settings,
                           bool any_default = false) {
  try {
    return to_string(parse_query(query, settings), any_default);
  } catch (const QueryError& error) {
    return std::to_string(error.span().begin) + "-" + std::to_string(error.span().end) + ": " +
           error.what();
  }
}

inline void check_rows(const std::vector<QueryRow>& rows) {
  for (const QueryRow& row : rows) {
    INFO("query: " << row.query);
    CHECK(outcome(row.query, parser_settings()) == row.expected);
  }
}

}  // namespace demarche
