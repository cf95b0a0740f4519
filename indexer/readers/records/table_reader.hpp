// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "indexer/readers/records/record_builder.hpp"
#include "indexer/record_names.hpp"
#include "indexer/sources/line_chunks.hpp"

namespace demarche {

/// What parts the cells, where a line says nothing but that, as Excel writes it before the first
/// row: `sep=;`.
std::optional<char> said_delimiter(std::string_view line);

/// Reads the statements of a CSV or TSV file, one a row. Its first row names
/// the columns, by any of their RecordNames; cells are parted by commas,
/// semicolons, tabs or bars, as the first row has it. Never changes; for any
/// number of threads.
class TableReader {
public:
  /// `header`: the first row's bytes. `quoted`: whether quotation marks hold
  /// cells together, as in CSV. `names` outlives the reader. `said`: as said_delimiter gives it.
  /// The reason, where the row names no column that can be the text, one name twice, or more
  /// than 10,000 columns; "no records", where it is blank.
  static tl::expected<TableReader, std::string> from_header(std::string_view header, bool quoted,
                                                            const RecordNames& names,
                                                            std::optional<char> said = {});

  /// Gives the chunk's records in their order: each row that is not blank, or
  /// why it is no statement. What is wrong with one is the reason of that one alone.
  void read(const LineChunk& chunk, const std::function<void(ReadRecord&&)>& take) const;

private:
  TableReader(const RecordNames& names, bool quoted) : names_(&names), quoted_(quoted) {}

  tl::expected<std::vector<std::string>, std::string> cells_of(std::string_view text,
                                                               char delimiter) const;
  tl::expected<ReadStatement, std::string> read_row(std::string_view row) const;

  const RecordNames* names_;
  bool quoted_;
  char delimiter_ = '\t';
  std::vector<std::string> columns_;  ///< as the header writes them
};

}  // namespace demarche
