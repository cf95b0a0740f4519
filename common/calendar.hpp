// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A span of days, both ends included, as ISO 8601 basic dates `YYYYMMDD`,
/// which compare as text. A date of month or year precision is the span of its
/// month or year.
struct DateSpan {
  std::string first;
  std::string last;
};

/// Parses an ISO 8601 calendar date of day, month or year precision
/// (`2025-11-09`, `2025-11`, `2025`), or a date and time, whose time is
/// dropped (`2025-11-09T10:00:00Z`). Years 0001 to 9999, proleptic Gregorian.
/// Nothing where it is no such date, or one that the calendar lacks.
std::optional<DateSpan> parse_date(std::string_view text);

}  // namespace demarche
