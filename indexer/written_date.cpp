// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/written_date.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "common/text/ascii.hpp"
#include "indexer/readers/html/date.hpp"

namespace demarche {
namespace {

/// `Mon, ` or `Monday `, or nothing.
bool is_weekday(std::string_view text) {
  constexpr std::array<std::string_view, 7> days = {"monday", "tuesday",  "wednesday", "thursday",
                                                    "friday", "saturday", "sunday"};
  const std::string word = lower_ascii(text.substr(0, text.find_last_not_of(" ,") + 1));
  return word.empty() || std::any_of(days.begin(), days.end(), [&](std::string_view day) {
           return word == day || word == day.substr(0, 3);
         });
}

/// ` 10:00`, `T10:00:00Z`, `, 10:00 +0000`, or nothing.
bool is_time(std::string_view text) {
  if (text.empty()) return true;
  const std::size_t begin = text.find_first_not_of(text.front() == 'T' ? "T" : " ,");
  if (begin == 0 || begin == std::string_view::npos) return false;
  const std::string_view time = text.substr(begin);
  return time.find(':') != std::string_view::npos && time.find(':') <= 2 &&
         time.find_first_not_of("0123456789:.+- APMGTZ") == std::string_view::npos;
}

}  // namespace

tl::expected<std::string, std::string> written_date(std::string_view text) {
  auto found = find_date(text, {});
  if (!found || !is_weekday(text.substr(0, found->begin)) || !is_time(text.substr(found->end)))
    return tl::make_unexpected(std::string("is none (YYYY, YYYY-MM or YYYY-MM-DD)"));
  if (found->is_ambiguous) return tl::make_unexpected(std::string("may be of two days"));
  return std::move(found->iso);
}

}  // namespace demarche
