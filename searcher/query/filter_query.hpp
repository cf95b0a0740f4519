// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>

#include "searcher/query/ast.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// A filter as it is run.
struct FilterQuery {
  Xapian::Query query;
  std::string understood;  ///< for people: `issuer = pakistan`
};

/// The statements that a filter node selects: by a whole field value, folded;
/// by an id; or by the whole of a statement's date within a range. Throws
/// QueryError for a bad date.
FilterQuery filter_query(const QueryNode& filter, const TermQueries& terms);

}  // namespace demarche
