// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/date_range.hpp"

#include <fmt/format.h>

#include <string_view>

#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

constexpr const char* first_day = "00010101";
constexpr const char* last_day = "99991231";

DateSpan parse(std::string_view text, const QueryNode& filter) {
  if (const auto span = parse_date(text)) return *span;
  throw QueryError(fmt::format("“{}” is not a date", text), filter.span,
                   "a date is YYYY, YYYY-MM or YYYY-MM-DD; a range is FROM..TO, FROM.. or ..TO");
}

}  // namespace

DateSpan date_range(const QueryNode& filter) {
  const std::string_view text = filter.text;
  if (filter.name == "since") return {parse(text, filter).first, last_day};
  if (filter.name == "until") return {first_day, parse(text, filter).last};
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return parse(text, filter);
  const std::string_view from = text.substr(0, dots);
  const std::string_view to = text.substr(dots + 2);
  if (from.empty() && to.empty())
    throw QueryError("a range of dates needs one end at least", filter.span);
  DateSpan range{from.empty() ? first_day : parse(from, filter).first,
                 to.empty() ? last_day : parse(to, filter).last};
  if (range.first > range.last)
    throw QueryError(fmt::format("the range ends before it begins: {} is after {}", from, to),
                     filter.span);
  return range;
}

}  // namespace demarche
