// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/calendar.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace demarche {
namespace {

/// Takes characters off the front of a text: each function says whether it did.
class Scanner {
public:
  explicit Scanner(std::string_view rest) : rest_(rest) {}
  bool at_end() const { return rest_.empty(); }

  bool take(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take_digits(std::size_t count, int& number) {
    if (rest_.size() < count) return false;
    int value = 0;
    for (const char digit : rest_.substr(0, count)) {
      if (digit < '0' || digit > '9') return false;
      value = value * 10 + (digit - '0');
    }
    rest_.remove_prefix(count);
    number = value;
    return true;
  }

private:
  std::string_view rest_;
};

bool is_leap_year(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

/// `Z`, `+02`, `-0330`, `+05:30`, or nothing.
bool take_zone(Scanner& scanner) {
  if (scanner.at_end() || scanner.take("Zz")) return true;
  int hours = 0;
  int minutes = 0;
  if (!scanner.take("+-") || !scanner.take_digits(2, hours) || hours > 23) return false;
  if (scanner.at_end()) return true;
  scanner.take(":");
  return scanner.take_digits(2, minutes) && minutes <= 59;
}

/// `10:00`, `10:00:30`, `10:00:30.25`, each with a zone or without.
bool take_time(Scanner& scanner) {
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  if (!scanner.take_digits(2, hours) || !scanner.take(":") || !scanner.take_digits(2, minutes)) {
    return false;
  }
  if (scanner.take(":")) {
    if (!scanner.take_digits(2, seconds)) return false;
    if (scanner.take(".,")) {
      int digit = 0;
      if (!scanner.take_digits(1, digit)) return false;
      while (scanner.take_digits(1, digit)) {
      }
    }
  }
  // ISO 8601 knows 24:00 for midnight at the day's end, and leap seconds.
  const bool midnight = hours == 24 && minutes == 0 && seconds == 0;
  if (!midnight && (hours > 23 || minutes > 59 || seconds > 60)) return false;
  return take_zone(scanner);
}

DateSpan span(int year, int first_month, int first_day, int last_month, int last_day) {
  return {fmt::format("{:04}{:02}{:02}", year, first_month, first_day),
          fmt::format("{:04}{:02}{:02}", year, last_month, last_day)};
}

}  // namespace

std::optional<DateSpan> parse_date(std::string_view text) {
  Scanner scanner(text);
  int year = 0;
  int month = 0;
  int day = 0;
  if (!scanner.take_digits(4, year) || year == 0) return std::nullopt;
  if (scanner.at_end()) return span(year, 1, 1, 12, 31);
  if (!scanner.take("-") || !scanner.take_digits(2, month)) return std::nullopt;
  if (month < 1 || month > 12) return std::nullopt;
  if (scanner.at_end()) return span(year, month, 1, month, days_in_month(year, month));
  if (!scanner.take("-") || !scanner.take_digits(2, day)) return std::nullopt;
  if (day < 1 || day > days_in_month(year, month)) return std::nullopt;
  if (!scanner.at_end() && !(scanner.take("Tt ") && take_time(scanner) && scanner.at_end())) {
    return std::nullopt;
  }
  return span(year, month, day, month, day);
}

}  // namespace demarche
