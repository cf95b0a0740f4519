// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/options.hpp"
#include "searcher/output/output.hpp"
#include "searcher/query/parser.hpp"
#include "searcher/results.hpp"
#include "searcher/search.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// A query's answer, ready to be printed.
struct Answer {
  std::string header;         ///< for stdout, once before all answers: the same for each query
  std::string out;            ///< for stdout; empty with --quiet
  std::uint64_t total = 0;    ///< number of hits; exact where past_end, or `out` says it
  std::string nothing_found;  ///< for stderr: why; empty in a batch and with --quiet
  std::vector<std::string> new_ids;    ///< --new-since: of all hits
  bool shows_statements = false;       ///< and not only numbers
  bool past_end = false;               ///< there are hits, but none after options.offset
  std::string suggestion;              ///< the query as it was meant, if `out` does not say it
  std::uint64_t suggestion_total = 0;  ///< how many statements that finds
  std::vector<std::string> doubts;     ///< of the query, if nothing else says them
  std::vector<LeftOutIndex> left_out;  ///< what `out` does not say itself
};

/// Where an answer goes.
struct AnswerContext {
  TextStyle style;
  std::string_view qid = {};  ///< names the query in a batch; empty outside of one
  /// Takes the lines of a concordance (--kwic) as they are made, and at a terminal hits that take
  /// long to be counted, before Answer::out.
  std::function<void(std::string_view)> write = {};
  decltype(SearchScope::seen) seen = {};
};

/// Answers options.query in options.format. Throws as search().
Answer answer(StatementIndex& index, const SearcherOptions& options, const AnswerContext& context);

/// Says on stderr what is wrong with `query`, with a caret under the place in
/// lines of so many columns. `prefix` stands before the reason.
void print_query_error(const QueryError& error, std::string_view query, int columns,
                       std::string_view prefix = {});

/// Says on stderr what of a query may be a mistake; `prefix` as above.
void print_doubts(const std::vector<std::string>& doubts, std::string_view prefix = {});

/// Says on stderr that an index was left out; `prefix` as above.
void print_left_out(const LeftOutIndex& index, std::string_view prefix = {});

}  // namespace demarche
