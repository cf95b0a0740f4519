// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A date found in running text.
struct FoundDate {
  std::string iso;            ///< `2024-03-12`, or `2024-03`; empty where is_ambiguous
  bool is_ambiguous = false;  ///< day and month can't be told apart, as in 03/04/2024
  std::size_t begin = 0;      ///< where it stands in the text, in bytes
  std::size_t end = 0;
};

/// The first date of a text: as ISO 8601; by figures (`12.03.2024`, `2024/03/12`,
/// `2024年3月12日`); with a month's name in any of the languages of html_months.hpp; in digits
/// of any script; in the Persian calendar, of Buddhist years and Japanese eras. Only the
/// first 400 bytes are looked at. Dates that the calendar lacks are none.
///
/// Of two figures that both may be the month, the day is first where dots part them, or
/// where `language` (a BCP 47 tag) is none of English; the month is first in `en-US`; of
/// other English the first is the day where the tag names a region; else it is ambiguous.
std::optional<FoundDate> find_date(std::string_view text, std::string_view language);

}  // namespace demarche
