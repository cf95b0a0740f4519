// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/statement.hpp"

namespace demarche {

/// The bytes [first, second) of the text beside it.
using Highlight = std::pair<std::size_t, std::size_t>;

/// A piece of a statement with the query's matches marked. `text` is one line
/// of valid UTF-8, white space collapsed, `…` where it was cut.
struct Snippet {
  std::string text;
  std::vector<Highlight> highlights;  ///< in order, apart
};

struct Hit {
  std::size_t rank = 0;                     ///< from 1, of the whole ranking
  double score = 0;                         ///< BM25; 0 where a sort by date made it meaningless
  Statement statement;                      ///< its text is empty unless it was asked for (--show)
  Snippet snippet;                          ///< empty with --no-snippet
  std::vector<Highlight> title_highlights;  ///< in bytes of the title
};

/// What of a statement a hit has besides its fields.
struct HitParts {
  bool snippet = true;
  bool text = false;
};

/// A leaf of the query as it was run.
struct ExplainedTerm {
  std::string typed;             ///< as it stands in the query
  std::string understood;        ///< e.g. `verify (stem)`, `"hollow promises"`, `US (in capitals)`,
                                 ///< `verif* (12 words)`
  std::uint64_t statements = 0;  ///< how many have it
};

/// What was asked, and what was run.
struct QueryReport {
  std::string typed;
  std::string understood;  ///< the tree in one line
  std::vector<ExplainedTerm> terms;
  std::vector<std::string> dropped;  ///< parts of the query without any word
  std::vector<std::string> aliases;  ///< spellings added: `ceasefire = cease-fire`
  std::vector<std::string> notes;    ///< what else a reader of the result should know
  std::vector<std::string> doubts;  ///< those notes that are said unasked: of what may be a mistake
};

/// A column of csv and tsv, and a member of a hit or an occurrence in JSON.
struct Column {
  std::string name;
  std::string field;  ///< of the statement; empty where `name` is one of the columns below
};

/// In a batch, the query's name, before all others.
inline constexpr std::string_view qid_column = "qid";

/// What there is of a hit besides its statement's fields.
inline constexpr std::array<std::string_view, 5> hit_columns = {"rank", "score", "id", "text",
                                                                "snippet"};

/// A place that matches the query, and what stands about it: a line of a concordance. Each of the
/// pieces of text is one line of valid UTF-8, white space collapsed.
struct Occurrence {
  std::size_t rank = 0;                        ///< of the statement in the ranking
  std::shared_ptr<const Statement> statement;  ///< with its fields, without its text
  std::string field;                           ///< where it stands: `text`, `title`, `speaker` …
  std::size_t begin = 0, end = 0;              ///< bytes of that field
  std::string left, match, right;
};

/// What there is of an occurrence besides its statement's fields.
inline constexpr std::array<std::string_view, 8> occurrence_columns = {
    "rank", "id", "field", "begin", "end", "left", "match", "right"};

/// What a concordance holds, and what it can't.
struct ConcordanceCounts {
  std::uint64_t occurrences = 0;
  std::uint64_t statements = 0;  ///< that have one
  std::uint64_t without = 0;     ///< hits that were found by filters or exclusions alone
};

/// How many hits have a value of a field.
struct FacetValue {
  std::string value;
  std::uint64_t statements = 0;
};

/// All hits by the values of a field. `values` and `without` add up to the total.
struct Facet {
  std::string field;
  std::vector<FacetValue> values;  ///< most statements first, then by value; spellings that
                                   ///< differ in case or accents are one: `TASHMAR` is `Tashmar`
  std::uint64_t without = 0;       ///< hits that lack the field
};

enum class Period { year, month };

struct PeriodCount {
  std::string period;            ///< `2025`, `2025-11`
  std::uint64_t statements = 0;  ///< hits
  std::uint64_t all = 0;         ///< statements that the query's filters select
  std::uint64_t words = 0;       ///< of all of these, in title and text

  /// Hits per million words; nothing where there is no word.
  std::optional<double> per_million() const {
    if (words == 0) return std::nullopt;
    return static_cast<double>(statements) * 1e6 / static_cast<double>(words);
  }
};

/// All hits by their dates. The periods follow each other without a gap, from the
/// first to the last of the statements that the query's filters select; with
/// `undated` they add up to the total.
struct Timeline {
  Period by = Period::year;
  std::vector<PeriodCount> periods;
  PeriodCount undated;  ///< no date, or one that is less precise than the period
};

/// An index that was left out, and why.
struct LeftOutIndex {
  std::string location;
  std::string reason;
};

/// A query that was tried, and how many statements it finds.
struct TriedQuery {
  std::string query;
  std::vector<std::string> options;  ///< what of a command line decides what it finds: `--any`
  std::uint64_t total = 0;           ///< exact
};

/// A part of a query that finds nothing, by itself.
struct TriedPart {
  TriedQuery alone;
  std::vector<TriedQuery> meant;  ///< what may have been meant instead, where it has no statement
};

/// A query that asks for less, and finds something.
struct Relaxation {
  TriedQuery tried;
  std::string change;  ///< to the query: `without lang:fr`
};

/// Why a query finds nothing, and what would find something.
struct NothingFound {
  std::vector<TriedPart> parts;  ///< that must hold all together; one that finds nothing is why
  std::size_t parts_left = 0;    ///< so many more were not tried
  std::vector<Relaxation> relaxations;  ///< the best first; they are no suggestion of a spelling
  bool cut = false;                     ///< there were more to try than are tried
};

/// The complete answer: no database handle is needed to print it.
struct SearchResults {
  QueryReport query;
  std::vector<std::string> locations;  ///< the indexes asked for
  std::vector<LeftOutIndex> left_out;  ///< those of them that do not answer (--partial)
  std::uint64_t statements = 0;        ///< how many they hold
  std::uint64_t total = 0;             ///< exact number of hits, if SearchScope::total
  std::size_t offset = 0;
  std::vector<Hit> hits;
  std::vector<std::string> new_ids;              ///< --new-since: of all hits
  std::vector<Facet> facets;                     ///< --facet, in the order asked for
  std::optional<Timeline> timeline;              ///< --timeline
  std::optional<ConcordanceCounts> concordance;  ///< --kwic
  std::string suggestion;              ///< the query as it was probably meant; empty for none
  std::uint64_t suggestion_total = 0;  ///< how many statements that finds
  std::optional<NothingFound> nothing_found;  ///< where there is no hit, and it was asked for
};

}  // namespace demarche
