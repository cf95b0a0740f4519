// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/output/cell.hpp"

namespace demarche {

/// The two tables for programs: CSV as RFC 4180 has it but for rows that end in
/// LF, and TSV with escapes.
enum class Delimited { csv, tsv };

/// A cell of text. In CSV it is quoted where it has a comma, a quotation mark, CR or
/// LF, or a space at an end; and what a spreadsheet would run as a formula has an
/// apostrophe in front: what begins, after any apostrophes, with one of `= + - @`,
/// TAB, CR or LF, or a full-width form. To take one apostrophe away from what so
/// begins with at least one gives back the text. In TSV tab, LF, CR and backslash
/// are `\t \n \r \\`. All other bytes stand as they are.
std::string text_cell(std::string_view text, Delimited form);

/// A row and its end; numbers are as in JSON, nothing is an empty cell.
std::string format_row(const std::vector<Cell>& cells, Delimited form);

/// What --facet counted, a row for each value of each field, and one whose value is empty
/// for the hits that lack the field; header `field,value,statements`.
std::string facets_header(Delimited form, bool in_batch);
std::string format_facets(const SearchResults& results, Delimited form, std::string_view qid = {});

/// What --timeline counted, a row for each period, and one whose period is empty
/// for statements without; header `period,statements,all,words,per_million`.
std::string timeline_header(Delimited form, bool in_batch);
std::string format_timeline(const SearchResults& results, Delimited form,
                            std::string_view qid = {});

}  // namespace demarche
