// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace demarche {

/// A row of a table, as it is written; rows without anything are left out.
struct TableRow {
  std::size_t line;  ///< where it begins, from 1
  std::vector<std::string> cells;
};

/// Parses CSV (RFC 4180; the blanks around an unquoted cell are dropped), its cells parted by
/// `delimiter`. The reason, with the line, where its quotes are broken. `text`: as decode_text
/// gives it.
tl::expected<std::vector<TableRow>, std::string> parse_csv(std::string_view text,
                                                           char delimiter = ',');

/// Parses lines of cells with tabs between. Quotes mean nothing here, so it
/// never fails.
tl::expected<std::vector<TableRow>, std::string> parse_tsv(std::string_view text);

}  // namespace demarche
