// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/extent.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <charconv>

namespace demarche {

std::string extent_date(const DateSpan& span) {
  constexpr std::size_t year = 4, month = 6;
  if (span.first == span.last) return span.first;
  const bool is_month = span.first.compare(0, month, span.last, 0, month) == 0;
  return span.first.substr(0, is_month ? month : year);
}

std::string encode_extent(const Extent& extent) {
  return fmt::format("{}:{}", extent.date, extent.words);
}

Extent decode_extent(std::string_view bytes) {
  const std::size_t colon = bytes.find(':');
  Extent extent;
  if (colon != std::string_view::npos) {
    extent.date = bytes.substr(0, colon);
    const char* const end = bytes.data() + bytes.size();
    const auto [stop, error] = std::from_chars(bytes.data() + colon + 1, end, extent.words);
    if (error == std::errc{} && stop == end) return extent;
  }
  throw Xapian::DatabaseCorruptError("extent of a statement");
}

}  // namespace demarche
