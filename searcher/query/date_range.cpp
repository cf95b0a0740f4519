// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/date_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "searcher/query/parser.hpp"

namespace demarche {
namespace {

constexpr const char* first_day = "00010101";
constexpr const char* last_day = "99991231";

bool is_range(std::string_view text) { return text.find("..") != std::string_view::npos; }

/// What was probably meant by what is no date.
std::string hint_for(std::string_view text, const QueryNode& filter) {
  if (is_range(text)) return "a range is date:FROM..TO";
  const auto ends_well = [&text](std::size_t bytes) {
    return text.size() > bytes && parse_date(text.substr(0, bytes));
  };
  constexpr std::size_t month = std::string_view("YYYY-MM").size();
  constexpr std::size_t year = std::string_view("YYYY").size();
  if (text.size() == month + 3 && text[month] == '-' && ends_well(month))
    return fmt::format("{} has fewer days", text.substr(0, month));
  if (text.size() == month && text[year] == '-' && ends_well(year))
    return "a year has the months 01 to 12";
  for (const std::size_t bytes : {month + 3, month, year}) {
    if (ends_well(bytes) && text[bytes] == '-' && parse_date(text.substr(bytes + 1)))
      return fmt::format("a range is date:{}..{}", text.substr(0, bytes), text.substr(bytes + 1));
  }
  const std::string form = "a date is YYYY, YYYY-MM or YYYY-MM-DD";
  return filter.name == "date" ? form + "; a range is FROM..TO, FROM.. or ..TO" : form;
}

DateSpan parse(std::string_view text, const QueryNode& filter) {
  if (const auto span = parse_date(text)) return *span;
  throw QueryError(fmt::format("“{}” is not a date", text), filter.span, hint_for(text, filter));
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

void check_bounds(const std::vector<QueryNode>& operands) {
  const auto bounds = [&operands](std::string_view name) {
    std::vector<const QueryNode*> found;
    for (const QueryNode& operand : operands) {
      if (operand.kind == NodeKind::filter && operand.name == name) found.push_back(&operand);
    }
    return found;
  };
  for (const QueryNode* since : bounds("since")) {
    for (const QueryNode* until : bounds("until")) {
      if (date_range(*since).first <= date_range(*until).last) continue;
      const SourceSpan both{std::min(since->span.begin, until->span.begin),
                            std::max(since->span.end, until->span.end)};
      throw QueryError(
          fmt::format("the range ends before it begins: {} is after {}", since->text, until->text),
          both);
    }
  }
}

}  // namespace demarche
