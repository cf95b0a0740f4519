// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace demarche {

/// A month's name in the calendar that it belongs to.
struct NamedMonth {
  int month;        ///< 1 to 12
  bool is_persian;  ///< of the Persian solar calendar; else Gregorian
};

/// The month that a word (small letters, as plain_label gives it) names in any of the
/// languages of the table, cases and abbreviations included. `language` decides between
/// languages that use one name for two months (`listopad`).
std::optional<NamedMonth> month_of(std::string_view word, std::string_view language);

}  // namespace demarche
