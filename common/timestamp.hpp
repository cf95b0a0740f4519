// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// Seconds since the epoch, in UTC, both ends included.
struct TimeSpan {
  std::int64_t first_s = 0;
  std::int64_t last_s = 0;
};

/// A date as parse_date() reads it, or a time to the minute or the second
/// (`2026-03-01T12:00`, `2026-03-01T12:00:30Z`), in UTC. Nothing for what is neither.
std::optional<TimeSpan> parse_time(std::string_view text);

/// When a run is said to be: now, or what $SOURCE_DATE_EPOCH says, so that what it makes can be
/// made again as it was (https://reproducible-builds.org/specs/source-date-epoch/). Throws
/// UsageError where that is no number of seconds since 1970, or after the year 9999.
std::int64_t run_time_s();

/// `2026-03-01T12:00:30Z` (RFC 3339).
std::string format_time(std::int64_t seconds);

}  // namespace demarche
