// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "common/text/utf8.hpp"
#include "indexer/field.hpp"
#include "indexer/readers/reader.hpp"

namespace demarche::fuzz {

inline void demand(bool holds) {
  if (!holds) std::abort();
}

inline void demand_clean_text(std::string_view text) {
  demand(is_utf8(text) && has_text(text));
  demand(text.find_first_of(std::string_view("\r\0", 2)) == std::string_view::npos);
}

/// A statement as everything after the readers expects it, or a reason to print.
inline void demand_clean(const tl::expected<ReadStatement, std::string>& read) {
  if (!read) {
    demand(is_utf8(read.error()) && !read.error().empty());
    return;
  }
  demand_clean_text(read->statement.text);
  demand(is_utf8(read->statement.id));
  for (const auto* fields : {&read->statement.fields, &read->information}) {
    for (const auto& [name, value] : *fields)
      demand(field_name(name) == name && field_value(value) == value && !value.empty() &&
             is_utf8(value));
  }
  for (const std::string& warning : read->warnings) demand(is_utf8(warning));
}

}  // namespace demarche::fuzz
