// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/history.hpp"
#include "searcher/results.hpp"
#include "searcher/search.hpp"

namespace demarche {

/// How text for a person looks.
struct TextStyle {
  bool color = false;
  int columns = 80;
  bool score = false;
  bool terminal = false;  ///< pictures may be drawn
};

// `qid` is the query's name in a batch, never empty there; where it is empty,
// nothing of it is printed.

/// The line before an answer for a person in a batch.
std::string format_heading(std::string_view qid, std::string_view query);

/// A line for each index that was left out.
std::string left_out_lines(const std::vector<LeftOutIndex>& left_out, const TextStyle& style);

/// A page of hits for a person: title, who and when, a snippet of two or three
/// lines, the id to use with --show; then a line that says which hits of how
/// many; last the indexes that were left out. Empty where there is neither.
/// Control characters are made visible.
std::string format_text(const SearchResults& results, const TextStyle& style);
/// Its hits alone, and what follows these.
std::string format_text_hits(const std::vector<Hit>& hits, const TextStyle& style);
std::string format_text_end(const SearchResults& results, const TextStyle& style);

/// The tables of --facet and --timeline for a person, a blank line between two; a
/// bar beside each period where style.terminal. No table where there is no hit.
std::string format_tables(const SearchResults& results, const TextStyle& style);

/// What a report says of the run that made it.
struct ReportSettings {
  std::int64_t made_s = 0;  ///< since the epoch
  SortOrder sort = SortOrder::relevance;
  bool score = false;
  bool similar = false;   ///< --similar: the query is not all that was asked
  bool only_new = false;  ///< --new-since
};

/// A whole page in HTML for a person: the query as typed and understood, the total, the timeline,
/// the facets, the hits. It refers to nothing outside it but by links to statements' own addresses,
/// runs nothing, and holds statements' text as text, whatever is in it.
std::string format_html(const SearchResults& results, const ReportSettings& settings);

/// An id a line, or each ended by NUL; after the qid and a tab.
std::string format_ids(const SearchResults& results, bool null_separated,
                       std::string_view qid = {});

/// A hit a line, as trec_eval reads a run: `QID Q0 ID RANK SCORE demarche`.
/// What could be taken for an end of a column is percent-encoded, and `%`.
std::string format_trec(const SearchResults& results, std::string_view qid);

/// Why there is no hit, for stderr: which parts of the query find nothing, and
/// queries that would find something as arguments to paste. Control characters
/// are made visible. Empty where results.nothing_found is.
std::string format_nothing_found(const SearchResults& results);

/// The number of hits on a line.
std::string format_count(const SearchResults& results, std::string_view qid = {});

/// One statement whole: its fields, a blank line, its text as it was, with the
/// matches marked where style.color (by colour only: the text stays as it was).
std::string format_statement(const ShownStatement& shown, const TextStyle& style);

/// What a page says of how a statement came to be shown.
struct StatementSettings {
  std::int64_t made_s = 0;              ///< since the epoch
  std::string query;                    ///< whose matches are marked; may be empty
  std::optional<std::int64_t> as_of_s;  ///< --as-of: the statement is as it stood then
};

/// One statement whole as a page in HTML: its fields, its text with the matches marked.
std::string format_statement_html(const ShownStatement& shown, const StatementSettings& settings);

/// The wordings of a statement, a line each: its number, since when and until
/// when the index had it, what the next one changed. Or as one JSON object.
std::string format_versions(const History& history, const TextStyle& style);
std::string format_versions_json(const History& history);

/// The sentences of the older wording that the newer lacks, a line each behind
/// `-`, and those that it has instead, behind `+`. Or as one JSON object.
std::string format_diff(const WordingDiff& diff, const TextStyle& style);
std::string format_diff_json(const WordingDiff& diff);

/// The query as understood (--explain): the tree, each term and how many
/// statements have it, spellings added, parts dropped. The terms are in lines of at most so many
/// columns, if words and room allow.
std::string format_explain(const QueryReport& query, int columns);

}  // namespace demarche
