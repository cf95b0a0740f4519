// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// A filter as it is run.
struct FilterQuery {
  Xapian::Query query;
  std::string understood;                       ///< for people: `issuer = pakistan`
  std::vector<std::string> names = {};          ///< values of the index that are other names of it
  std::vector<std::string_view> meanings = {};  ///< of an ambiguous name, of which none was added
  std::vector<Pattern> patterns = {};           ///< what of a text it speaks of; mostly none
  std::vector<std::string> doubts = {};         ///< what may not have been meant; mostly none
};

/// The statements that a filter node selects: by a whole field value, folded;
/// by an id; by the whole of a statement's date within a range; or by what it
/// cites. Issuers and places are also those of the other names of what the
/// value names, unless `names` is null. Throws QueryError for a bad
/// date, language or citation, and a value without a word.
FilterQuery filter_query(const QueryNode& filter, const TermQueries& terms, const NameTable* names);

/// Whether the field's values name states and bodies, which have other names.
bool holds_names(std::string_view field);

}  // namespace demarche
