// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <string>

#include "searcher/statement_index.hpp"
#include "searcher/understood_query.hpp"

namespace demarche::test {

/// What the searcher runs for a query.
inline Xapian::Query compiled_query(const StatementIndex& index, const std::string& typed) {
  SearcherOptions options;
  options.query = typed;
  return understand(index, options).compiled.query;
}

}  // namespace demarche::test
