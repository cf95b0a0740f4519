// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/filter_query.hpp"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "common/index/schema.hpp"
#include "common/names/inverted_name.hpp"
#include "common/text/fold.hpp"
#include "searcher/query/citation_filter.hpp"
#include "searcher/query/date_range.hpp"
#include "searcher/query/language_value.hpp"
#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

using Xapian::Query;

Query in_range(Slot slot, const DateSpan& range) {
  return {Query::OP_VALUE_RANGE, static_cast<Xapian::valueno>(slot), range.first, range.last};
}

/// A whole value by any of the names of what it names.
FilterQuery named(const std::string& field, const std::string& key, const TermQueries& terms,
                  const NameTable& names) {
  FoundName found = names.value(key);
  FilterQuery filter{{}, fmt::format("{} = {}", field, key), {}, std::move(found.meanings)};
  std::set<std::string> keys{key};
  std::vector<Query> values{Query(field_value_term(field, key))};
  const auto add = [&](const std::string& name) {
    const std::string other = value_key(name);
    const std::string term = field_value_term(field, other);
    if (!keys.insert(other).second || !terms.has(term)) return;
    values.emplace_back(term);
    filter.understood += " or " + other;
    filter.names.push_back(name);
  };
  for (const std::string_view name : found.names) {
    // `The Russian Federation` is how statements are signed, and `Gambia (Republic
    // of The)` how lists have it.
    add(std::string(name));
    add("The " + std::string(name));
    for (const std::string& inverted : inverted_names(value_key(name))) add(inverted);
  }
  filter.query = Query(Query::OP_OR, values.begin(), values.end());
  return filter;
}

}  // namespace

bool holds_names(std::string_view field) { return field == "issuer" || field == "place"; }

FilterQuery filter_query(const QueryNode& filter, const TermQueries& terms,
                         const NameTable* names) {
  if (filter.name == "date" || filter.name == "since" || filter.name == "until") {
    const DateSpan range = date_range(filter);
    return {Query(Query::OP_AND, in_range(Slot::first_day, range), in_range(Slot::last_day, range)),
            fmt::format("date from {} to {}", range.first, range.last)};
  }
  if (filter.name == "id")
    return {Query(std::string(prefix::id) + document_key(filter.text)),
            fmt::format("id = {}", filter.text)};
  if (filter.name == "cites") return citation_filter(filter, terms);
  const std::string key =
      filter.name == "language" ? language_value(filter) : value_key(filter.text);
  if (key.empty())
    throw QueryError(fmt::format("the value of {}: has no word", filter.name), filter.span);
  const std::string term = field_value_term(filter.name, key);
  if (filter.prefix) return {terms.any_of(term), fmt::format("{} = {}*", filter.name, key)};
  if (names != nullptr && holds_names(filter.name)) return named(filter.name, key, terms, *names);
  return {Query(term), fmt::format("{} = {}", filter.name, key)};
}

}  // namespace demarche
