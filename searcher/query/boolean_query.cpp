// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/boolean_query.hpp"

#include <string>

namespace demarche {

using Xapian::Query;

Query all_statements() { return Query(std::string()); }

Query zero_weight(const Query& query) { return {Query::OP_SCALE_WEIGHT, query, 0.0}; }

std::optional<Query> combine(const std::vector<Query>& queries, const std::vector<Query>& excluded,
                             const std::vector<Query>& required, Query::op op) {
  if (queries.empty() && excluded.empty() && required.empty()) return std::nullopt;
  Query query =
      queries.empty() ? zero_weight(all_statements()) : Query(op, queries.begin(), queries.end());
  if (!required.empty())
    query = Query(Query::OP_FILTER, query, Query(Query::OP_AND, required.begin(), required.end()));
  if (!excluded.empty())
    query = Query(Query::OP_AND_NOT, query, Query(Query::OP_OR, excluded.begin(), excluded.end()));
  return query;
}

}  // namespace demarche
