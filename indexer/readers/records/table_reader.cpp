// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "indexer/readers/form.hpp"
#include "indexer/readers/records/table.hpp"
#include "indexer/sources/record_chunks.hpp"

namespace demarche {
namespace {

/// What parts the cells of a CSV file, the usual one first.
constexpr std::array delimiters = {',', ';', '\t', '|'};
/// More than any table has; each field has a cost of its own in the index.
constexpr std::size_t max_columns = 10'000;

bool is_empty(const std::string& cell) { return cell.empty(); }

std::string listed(const std::vector<std::string>& columns) {
  constexpr std::size_t max_bytes = 200;
  std::string list = fmt::format("{}", fmt::join(columns, ", "));
  if (list.size() <= max_bytes) return list;
  return list.substr(0, list.rfind(',', max_bytes)) + " …";
}

}  // namespace

/// The cells of the one row that `text` is; none of a row without anything.
tl::expected<std::vector<std::string>, std::string> TableReader::cells_of(std::string_view text,
                                                                          char delimiter) const {
  auto rows = quoted_ ? parse_csv(text, delimiter) : parse_tsv(text);
  if (!rows || rows->size() > 1)
    return tl::make_unexpected(
        std::string("a quotation mark is not closed, or stands inside a cell"));
  return rows->empty() ? std::vector<std::string>() : std::move(rows->front().cells);
}

tl::expected<TableReader, std::string> TableReader::from_header(std::string_view header,
                                                                bool quoted,
                                                                const RecordNames& names,
                                                                std::optional<char> said) {
  const auto refuse = [](std::string reason) { return tl::make_unexpected(std::move(reason)); };
  if (const auto form = form_name_of(header))
    return refuse(fmt::format("it holds {}, whatever its name says", *form));
  if (header.starts_with("\xff\xfe") || header.starts_with("\xfe\xff"))
    return refuse("it is UTF-16, which is not read in tables: save it as UTF-8");
  const std::size_t carriage = header.find('\r');
  if (carriage != std::string_view::npos &&
      header.substr(carriage).find_first_not_of("\r\n") != std::string_view::npos)
    return refuse("its lines end in CR alone, which is not read in tables");
  if (is_blank_line(header)) return refuse("no records");
  auto decoded = decode_text(header);
  if (!decoded) return refuse(std::move(decoded.error()));
  TableReader reader(names, quoted);
  for (const char delimiter : delimiters) {
    if (!quoted && delimiter != '\t') continue;
    if (said && delimiter != *said) continue;
    const auto cells = reader.cells_of(decoded->text, delimiter);
    if (!cells || cells->size() <= reader.columns_.size()) continue;
    reader.delimiter_ = delimiter;
    reader.columns_ = *cells;
  }
  if (reader.columns_.size() > max_columns)
    return refuse(fmt::format("more than {} columns", max_columns));
  for (std::string& column : reader.columns_) column = field_value(column);
  const auto& columns = reader.columns_;
  if (std::none_of(columns.begin(), columns.end(),
                   [&](const std::string& column) { return names.is_text(column); }))
    return refuse(
        fmt::format("the first row names no column “text”, nor one that --map makes it; it has: {}",
                    listed(columns)));
  std::set<std::string_view> seen;
  for (const std::string& column : columns) {
    if (!column.empty() && !seen.insert(column).second)
      return refuse(fmt::format("the first row names two columns “{}”", column));
  }
  return reader;
}

std::optional<char> said_delimiter(std::string_view line) {
  constexpr std::string_view beginning = "sep=";
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"')
    line = line.substr(1, line.size() - 2);
  if (line.size() != beginning.size() + 1 || !line.starts_with(beginning)) return std::nullopt;
  const bool is_known =
      std::find(delimiters.begin(), delimiters.end(), line.back()) != delimiters.end();
  return is_known ? std::optional(line.back()) : std::nullopt;
}

void TableReader::read(const LineChunk& chunk,
                       const std::function<void(ReadRecord&&)>& take) const {
  if (chunk.is_too_long) {
    take({chunk.first_line, chunk.first_record,
          tl::make_unexpected(fmt::format("longer than {} MiB, or its quotation mark is not closed",
                                          max_statement_bytes >> 20U))});
    return;
  }
  std::uint64_t line = chunk.first_line;
  std::uint64_t number = chunk.first_record;
  const std::string_view bytes = chunk.bytes;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = record_end(bytes, at, quoted_).value_or(bytes.size());
    const std::string_view row = bytes.substr(at, end - at);
    if (!is_blank_line(row)) take({line, number++, read_row(row)});
    line += static_cast<std::uint64_t>(std::count(row.begin(), row.end(), '\n'));
    at = end;
  }
}

tl::expected<ReadStatement, std::string> TableReader::read_row(std::string_view row) const {
  auto decoded = decode_text(row);
  if (!decoded) return tl::make_unexpected(std::move(decoded.error()));
  auto cells = cells_of(decoded->text, delimiter_);
  if (!cells) return tl::make_unexpected(std::move(cells.error()));
  if (cells->empty()) return tl::make_unexpected(std::string("no text"));
  while (cells->size() > columns_.size() && is_empty(cells->back())) cells->pop_back();
  if (cells->size() != columns_.size())
    return tl::make_unexpected(fmt::format("{} cell{}, but the first row has {}", cells->size(),
                                           cells->size() == 1 ? "" : "s", columns_.size()));
  RecordBuilder builder(*names_);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    std::string& cell = (*cells)[column];
    if (columns_[column].empty() || cell.empty()) continue;
    builder.add(columns_[column], {RecordValue::Kind::text, std::move(cell), 0, {}, 0});
  }
  auto read = builder.finish();
  if (read && decoded->replaced > 0)
    read->warnings.insert(read->warnings.begin(), encoding_warning(*decoded));
  return read;
}

}  // namespace demarche
