// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/query/ast.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// A filter as it is run.
struct FilterQuery {
  Xapian::Query query;
  std::string understood;         ///< for people: `issuer = pakistan`
  std::vector<Pattern> patterns;  ///< what of a text it speaks of; mostly none
  std::string note;               ///< what else people should know; mostly empty
};

/// The statements that a filter node selects: by a whole field value, folded;
/// by an id; by the whole of a statement's date within a range; or by what it
/// cites. Throws QueryError for a bad date or citation.
FilterQuery filter_query(const QueryNode& filter, const TermQueries& terms);

}  // namespace demarche
