// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking/own_positions.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/glass_cursor.hpp"
#include "searcher/ranking/near_documents.hpp"

namespace demarche {
namespace {

using Xapian::Query;

/// An element of more alternatives is left to Xapian.
constexpr std::size_t max_alternatives = 64;

/// What a query finds any of, whether it ranks by all or not: itself, if it is no such query.
void gather_alternatives(const Query& query, std::vector<Query>& all) {
  const auto type = query.get_type();
  if (type != Query::OP_OR && type != Query::OP_MAX && type != Query::OP_SYNONYM) {
    all.push_back(query);
    return;
  }
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
    gather_alternatives(query.get_subquery(i), all);
}

std::vector<Query> alternatives_of(const Query& query) {
  std::vector<Query> all;
  gather_alternatives(query, all);
  return all;
}

/// The terms that a query finds any of; nothing where it finds more.
std::optional<std::vector<std::string>> only_terms(const Query& query) {
  std::vector<std::string> terms;
  for (const Query& one : alternatives_of(query)) {
    if (one.get_type() != Query::LEAF_TERM) return std::nullopt;
    terms.push_back(*one.get_terms_begin());
  }
  return terms;
}

/// The window of OP_PHRASE or OP_NEAR, which a query says in its description alone:
/// `Query((first PHRASE 3 second …`.
std::optional<std::uint64_t> window_of(const Query& query, std::string_view op) {
  const std::string first = query.get_subquery(0).get_description();
  const std::string whole = query.get_description();
  // `Query(` and `)` are about the first as about the whole.
  const std::size_t at = first.size() + op.size();
  if (whole.size() <= at || whole.compare(first.size(), op.size(), op) != 0) return std::nullopt;
  std::uint64_t window = 0;
  const auto [end, error] = std::from_chars(whole.data() + at, whole.data() + whole.size(), window);
  return error == std::errc() ? std::optional(window) : std::nullopt;
}

/// What OP_PHRASE or OP_NEAR looks for, this in words that are no two at one place, as near_query()
/// has it; nothing where it is something else, or left to Xapian.
std::optional<Nearness> nearness_of(const Query& query) {
  if (query.get_type() != Query::OP_PHRASE && query.get_type() != Query::OP_NEAR)
    return std::nullopt;
  Nearness nearness;
  nearness.in_order = query.get_type() == Query::OP_PHRASE;
  const auto window = window_of(query, nearness.in_order ? " PHRASE " : " NEAR ");
  if (!window) return std::nullopt;
  nearness.window = *window;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    auto terms = only_terms(query.get_subquery(i));
    if (!terms || terms->size() > max_alternatives) return std::nullopt;
    nearness.elements.push_back(std::move(*terms));
  }
  return nearness;
}

/// Whether whatever stands so has a term of a query that finds any of some.
bool have_any(const std::vector<Nearness>& nearnesses, const Query& query) {
  const auto terms = only_terms(query);
  if (!terms) return false;
  const std::set<std::string> known(terms->begin(), terms->end());
  return std::all_of(nearnesses.begin(), nearnesses.end(), [&](const Nearness& nearness) {
    return std::any_of(nearness.elements.begin(), nearness.elements.end(), [&](const auto& any) {
      return std::all_of(any.begin(), any.end(),
                         [&](const std::string& term) { return known.contains(term); });
    });
  });
}

/// The nearnesses that a query finds any of; nothing where it finds more.
std::optional<std::vector<Nearness>> only_nearnesses(const Query& query) {
  std::vector<Nearness> all;
  for (const Query& one : alternatives_of(query)) {
    auto nearness = nearness_of(one);
    if (!nearness) return std::nullopt;
    all.push_back(std::move(*nearness));
  }
  return all;
}

/// Rewrites a query, which `ranks`, but for those of its parts that don't.
class Rewriting {
public:
  explicit Rewriting(const GlassTree& positions) : positions_(positions) {}

  Query of(const Query& query, bool ranks) const {
    if (!has_positions(query)) return query;
    if (!ranks) {
      // What a phrase has words beside it for is to rank.
      const bool is_filter = query.get_type() == Query::OP_FILTER;
      auto nearnesses = only_nearnesses(is_filter ? query.get_subquery(1) : query);
      if (nearnesses && (!is_filter || have_any(*nearnesses, query.get_subquery(0))))
        return near(std::move(*nearnesses));
    }
    const auto type = static_cast<Query::op>(query.get_type());
    if (type == Query::OP_PHRASE || type == Query::OP_NEAR) return query;
    std::vector<Query> parts;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
      const bool part_ranks = ranks && type != Query::OP_SCALE_WEIGHT &&
                              (i == 0 || (type != Query::OP_FILTER && type != Query::OP_AND_NOT));
      parts.push_back(of(query.get_subquery(i), part_ranks));
    }
    // By nought: no query here is scaled otherwise.
    if (type == Query::OP_SCALE_WEIGHT) return {type, parts.front(), 0.0};
    return {type, parts.begin(), parts.end()};
  }

private:
  Query near(std::vector<Nearness> nearnesses) const {
    return Query((new NearDocuments(std::move(nearnesses), positions_))->release());
  }

  const GlassTree& positions_;
};

}  // namespace

bool has_positions(const Query& query) {
  if (query.get_type() == Query::OP_PHRASE || query.get_type() == Query::OP_NEAR) return true;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) {
    if (has_positions(query.get_subquery(i))) return true;
  }
  return false;
}

Query by_own_positions(const StatementIndex& index, const Query& query) {
  if (!has_positions(query)) return query;
  const GlassTree* positions = index.positions();
  return positions != nullptr ? Rewriting(*positions).of(query, true) : query;
}

}  // namespace demarche
