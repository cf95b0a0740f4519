// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/html/date.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "common/calendar.hpp"
#include "common/text/ascii.hpp"
#include "indexer/readers/html/date_tokens.hpp"
#include "indexer/readers/html/months.hpp"

namespace demarche {
namespace {

struct Day {
  int year, month, day;
};

/// How many days a day of the Persian solar calendar is from the beginning of the year 0 of the
/// Gregorian one, by the 33-year cycle that it follows.
int days_to(const Day& persian) {
  const int year = persian.year + 1595;
  return -355668 + 365 * year + year / 33 * 8 + (year % 33 + 3) / 4 + persian.day +
         (persian.month < 7 ? (persian.month - 1) * 31 : (persian.month - 7) * 30 + 186);
}

/// Nothing where the Persian calendar lacks the day: it would be one of the next month.
std::optional<Day> from_persian(const Day& persian) {
  const auto [year, month, day] = persian;
  const Day next_month = month < 12 ? Day{year, month + 1, 1} : Day{year + 1, 1, 1};
  if (month < 1 || month > 12 || day < 1 || days_to(persian) >= days_to(next_month))
    return std::nullopt;
  constexpr std::chrono::sys_days year_0 = std::chrono::year(0) / 1 / 1;
  const std::chrono::year_month_day found = year_0 + std::chrono::days(days_to(persian));
  return Day{static_cast<int>(found.year()), static_cast<int>(static_cast<unsigned>(found.month())),
             static_cast<int>(static_cast<unsigned>(found.day()))};
}

bool is_year(int value) { return value >= 1900 && value <= 2100; }
bool is_persian_year(int value) { return value >= 1300 && value <= 1500; }

class Finder {
public:
  Finder(std::string_view text, std::string_view language)
      : tokens_(date_tokens(text)), language_(lower_ascii(language)) {}

  std::optional<FoundDate> find() {
    // Each has a year of four digits, or of an era; to look further takes time.
    const bool has_year = std::any_of(tokens_.begin(), tokens_.end(), [](const DateToken& token) {
      return token.digits >= 4 || token.word == "年";
    });
    for (std::size_t at = 0; has_year && at < tokens_.size(); ++at) {
      next_ = at;
      if (auto found = date_at()) {
        found->begin = tokens_[at].begin;
        found->end = tokens_[next_ - 1].end;
        return found;
      }
    }
    return std::nullopt;
  }

private:
  using Try = std::optional<FoundDate> (Finder::*)();

  std::optional<FoundDate> date_at() {
    const std::size_t begin = next_;
    for (const Try attempt :
         {&Finder::year_first, &Finder::cjk, &Finder::run_of_digits, &Finder::figures,
          &Finder::day_month, &Finder::month_day, &Finder::year_month_day, &Finder::month_alone}) {
      next_ = begin;
      if (auto found = (this->*attempt)()) return found;
    }
    return std::nullopt;
  }

  bool has(std::size_t ahead = 0) const { return next_ + ahead < tokens_.size(); }

  std::optional<DateToken> number(std::size_t most_digits) {
    if (!has() || !tokens_[next_].is_number() || tokens_[next_].digits > most_digits)
      return std::nullopt;
    return tokens_[next_++];
  }
  bool sign(std::string_view any_of) {
    if (!has() || tokens_[next_].sign == 0 ||
        any_of.find(tokens_[next_].sign) == std::string_view::npos)
      return false;
    ++next_;
    return true;
  }
  bool word(std::initializer_list<std::string_view> any_of) {
    if (!has()) return false;
    for (const std::string_view one : any_of) {
      if (tokens_[next_].word != one) continue;
      ++next_;
      return true;
    }
    return false;
  }
  /// Words and signs between a date's parts: `12th of March`, `12-го`, `1er mars`, `5 de mayo`.
  void fillers() {
    while (word({"of", "de", "del", "d",  "the", "th",   "st",   "nd", "rd",   "er", "го", "ое",
                 "di", "º",  "ª",   "da", "m",   "year", "року", "г",  "ngày", "من", "ني", "of the",
                 "o",  "a",  "e",   "ий", "den", "der",  "am",   "le", "ה",    "ю"}) ||
           sign(".,-")) {
    }
  }

  std::optional<NamedMonth> month() {
    if (!has() || tokens_[next_].word.empty()) return std::nullopt;
    if (has(1) && !tokens_[next_ + 1].word.empty()) {
      if (auto two = month_of(tokens_[next_].word + ' ' + tokens_[next_ + 1].word, language_);
          two && (tokens_[next_].word == "كانون" || tokens_[next_].word == "تشرين")) {
        next_ += 2;
        return two;
      }
    }
    std::string_view name = tokens_[next_].word;
    auto found = month_of(name, language_);
    constexpr std::string_view hebrew_in = "ב";
    if (!found && name.starts_with(hebrew_in))
      found = month_of(name.substr(hebrew_in.size()), language_);
    if (found) ++next_;
    return found;
  }

  static std::optional<FoundDate> dated(const Day& day) {
    std::string iso = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
    if (!is_year(day.year) || day.month < 1 || day.month > 12 || day.day < 1 || !parse_date(iso))
      return std::nullopt;
    return FoundDate{std::move(iso), false, 0, 0};
  }

  /// A year as people count them where the page is from.
  int common_year(int year) const {
    const bool is_thai = language_.starts_with("th");
    return is_thai && year >= 2440 && year <= 2640 ? year - 543 : year;
  }

  std::optional<FoundDate> complete(Day day, bool is_persian) const {
    if (is_persian && is_persian_year(day.year)) {
      const auto found = from_persian(day);
      return found ? dated(*found) : std::nullopt;
    }
    day.year = common_year(day.year);
    return dated(day);
  }

  std::optional<FoundDate> year_first() {
    const auto year = number(4);
    if (!year || year->digits != 4 || !has()) return std::nullopt;
    const std::string between(1, tokens_[next_].sign == 0 ? ' ' : tokens_[next_].sign);
    if (!sign("-/.")) return std::nullopt;
    const auto month = number(2);
    if (!month || !sign(between)) return std::nullopt;
    const auto day = number(2);
    if (!day) return std::nullopt;
    return complete({year->value, month->value, day->value}, is_persian_year(year->value));
  }

  std::optional<FoundDate> cjk() {
    int before_year = 0;
    if (word({"令和"}))
      before_year = 2018;
    else if (word({"平成"}))
      before_year = 1988;
    else if (word({"昭和"}))
      before_year = 1925;
    else if (word({"民國", "民国"}))
      before_year = 1911;
    int year = 1;
    if (!word({"元"})) {
      const auto written = number(4);
      if (!written) return std::nullopt;
      year = written->value;
    }
    if (!word({"年", "년"})) return std::nullopt;
    const auto month = number(2);
    if (!month || !word({"月", "월"})) return std::nullopt;
    const auto day = number(2);
    if (!day || !word({"日", "일", "號", "号"})) return std::nullopt;
    return dated({before_year + year, month->value, day->value});
  }

  std::optional<FoundDate> run_of_digits() {
    const auto all = number(8);
    if (!all || all->digits != 8) return std::nullopt;
    return dated({all->value / 10000, all->value / 100 % 100, all->value % 100});
  }

  bool is_day_first(char between) const {
    return between == '.' || (!language_.empty() && !language_.starts_with("en")) ||
           (language_.size() > 2 && language_ != "en-us" && language_ != "en_us");
  }

  std::optional<FoundDate> figures() {
    const auto first = number(2);
    if (!first || !has() || tokens_[next_].sign == 0) return vietnamese(first);
    const char between = tokens_[next_].sign;
    if (!sign("./-")) return std::nullopt;
    const auto second = number(2);
    if (!second || !sign(std::string(1, between))) return std::nullopt;
    const auto year = number(4);
    if (!year || year->digits != 4) return std::nullopt;
    Day day{year->value, second->value, first->value};
    const bool both_ways = first->value <= 12 && second->value <= 12;
    if (both_ways && first->value != second->value && !is_day_first(between)) {
      if (!language_.starts_with("en-us") && !language_.starts_with("en_us"))
        return FoundDate{{}, true, 0, 0};
      std::swap(day.month, day.day);
    } else if (second->value > 12) {
      std::swap(day.month, day.day);
    }
    return complete(day, is_persian_year(day.year));
  }

  std::optional<FoundDate> vietnamese(const std::optional<DateToken>& day) {
    if (!day || !word({"tháng"})) return std::nullopt;
    const auto month = number(2);
    if (!month || !word({"năm"})) return std::nullopt;
    const auto year = number(4);
    if (!year) return std::nullopt;
    return dated({year->value, month->value, day->value});
  }

  std::optional<FoundDate> day_month() {
    const auto day = number(2);
    if (!day) return std::nullopt;
    fillers();
    const auto named = month();
    if (!named) return std::nullopt;
    fillers();
    sign("/");
    const auto year = number(4);
    if (!year || year->digits != 4) return std::nullopt;
    return complete({year->value, named->month, day->value}, named->is_persian);
  }

  std::optional<FoundDate> month_day() {
    const auto named = month();
    if (!named) return std::nullopt;
    fillers();
    const auto day = number(2);
    if (!day) return std::nullopt;
    fillers();
    const auto year = number(4);
    if (!year || year->digits != 4) return std::nullopt;
    return complete({year->value, named->month, day->value}, named->is_persian);
  }

  std::optional<FoundDate> year_month_day() {
    const auto year = number(4);
    if (!year || year->digits != 4) return std::nullopt;
    fillers();
    const auto named = month();
    if (!named) return std::nullopt;
    fillers();
    const auto day = number(2);
    if (!day) return std::nullopt;
    return complete({year->value, named->month, day->value}, named->is_persian);
  }

  std::optional<FoundDate> month_alone() {
    const auto named = month();
    if (!named || named->is_persian) return std::nullopt;
    fillers();
    const auto year = number(4);
    if (!year || year->digits != 4) return std::nullopt;
    const int common = common_year(year->value);
    if (!is_year(common)) return std::nullopt;
    return FoundDate{fmt::format("{:04}-{:02}", common, named->month), false, 0, 0};
  }

  std::vector<DateToken> tokens_;
  std::string language_;
  std::size_t next_ = 0;
};

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, std::string_view language) {
  return Finder(text, language).find();
}

}  // namespace demarche
