// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/calendar.hpp"

namespace demarche {

/// What a statement adds to a timeline. As Slot::extent holds it:
/// `20240609:412`, `2024:412` where only the year is known, `:412` without a date.
struct Extent {
  std::string date;  ///< YYYY, YYYYMM or YYYYMMDD, as precise as the statement's own; or empty
  std::uint64_t words = 0;  ///< of title and text
};

/// The days of a span as an Extent has them.
std::string extent_date(const DateSpan& span);

std::string encode_extent(const Extent& extent);

/// Throws Xapian's DatabaseCorruptError for what encode_extent() does not write.
Extent decode_extent(std::string_view bytes);

}  // namespace demarche
