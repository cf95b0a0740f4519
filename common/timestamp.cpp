// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/timestamp.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cstdlib>

#include "common/calendar.hpp"
#include "common/error.hpp"

namespace demarche {
namespace {

constexpr std::int64_t day_s = 24 * 60 * 60;

/// Midnight of a day that is written YYYYMMDD.
std::int64_t begin_of(const std::string& day) {
  const auto number = [&day](std::size_t at, std::size_t digits) {
    unsigned value = 0;
    std::from_chars(day.data() + at, day.data() + at + digits, value);
    return value;
  };
  const std::chrono::sys_days date = std::chrono::year(static_cast<int>(number(0, 4))) /
                                     std::chrono::month(number(4, 2)) /
                                     std::chrono::day(number(6, 2));
  return std::int64_t{date.time_since_epoch().count()} * day_s;
}

/// Two digits below `limit` at the beginning of `rest`, which is taken off it with `mark`.
std::optional<std::int64_t> take_part(std::string_view& rest, char mark, int limit) {
  if (rest.size() < 3 || rest[0] != mark) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + 3, value);
  if (error != std::errc{} || end != rest.data() + 3 || value < 0 || value >= limit)
    return std::nullopt;
  rest.remove_prefix(3);
  return value;
}

}  // namespace

std::optional<TimeSpan> parse_time(std::string_view text) {
  const std::size_t mark = text.find_first_of("T ");
  const auto days = parse_date(text.substr(0, mark));
  if (!days) return std::nullopt;
  if (mark == std::string_view::npos)
    return TimeSpan{begin_of(days->first), begin_of(days->last) + day_s - 1};
  if (days->first != days->last) return std::nullopt;
  std::string_view rest = text.substr(mark);
  const auto hour = take_part(rest, rest.front(), 24);
  const auto minute = hour ? take_part(rest, ':', 60) : std::nullopt;
  if (!minute) return std::nullopt;
  const auto second = take_part(rest, ':', 60);
  if (!rest.empty() && rest != "Z") return std::nullopt;
  const std::int64_t first =
      begin_of(days->first) + *hour * 3600 + *minute * 60 + second.value_or(0);
  return TimeSpan{first, second ? first : first + 59};
}

std::int64_t run_time_s() {
  if (const char* const given = std::getenv("SOURCE_DATE_EPOCH")) {
    constexpr std::int64_t end_of_9999_s = 253'402'300'799;
    const std::string_view digits(given);
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(given, given + digits.size(), seconds);
    const bool is_number = error == std::errc{} && end == given + digits.size();
    if (is_number && seconds >= 0 && seconds <= end_of_9999_s) return seconds;
    throw UsageError("$SOURCE_DATE_EPOCH is no number of seconds since 1970");
  }
  return std::chrono::duration_cast<std::chrono::seconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string format_time(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

}  // namespace demarche
