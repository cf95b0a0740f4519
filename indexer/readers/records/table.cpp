// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/table.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace demarche {
namespace {

/// libcsv, fed line by line: it does not count lines itself.
class CsvParser {
public:
  explicit CsvParser(char delimiter) {
    constexpr unsigned char options = CSV_STRICT | CSV_STRICT_FINI;
    if (csv_init(&parser_, options) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(delimiter));
    // By itself it moves a long cell each 128 bytes.
    constexpr std::size_t cell_growth_bytes = 65536;
    csv_set_blk_size(&parser_, cell_growth_bytes);
  }
  ~CsvParser() { csv_free(&parser_); }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  /// False where the CSV is broken.
  bool feed(std::string_view line) {
    ++line_;
    const bool sound =
        csv_parse(&parser_, line.data(), line.size(), on_cell, on_row, this) == line.size();
    return check(sound);
  }
  bool finish() { return check(csv_fini(&parser_, on_cell, on_row, this) == 0); }

  /// Where the row begins that is being read.
  std::size_t row_line() const { return row_.cells.empty() ? open_line_ : row_.line; }
  std::vector<TableRow> take_rows() { return std::move(rows_); }

private:
  bool check(bool sound) {
    if (parser_.status == CSV_ENOMEM || out_of_memory_) throw std::bad_alloc();
    return sound;
  }

  // C++ exceptions must not pass through libcsv, which is C.
  static void on_cell(void* bytes, std::size_t size, void* self) {
    auto& parser = *static_cast<CsvParser*>(self);
    try {
      parser.add_cell({static_cast<const char*>(bytes), size});
    } catch (const std::bad_alloc&) {
      parser.out_of_memory_ = true;
    }
  }
  static void on_row(int, void* self) {
    auto& parser = *static_cast<CsvParser*>(self);
    try {
      parser.end_row();
    } catch (const std::bad_alloc&) {
      parser.out_of_memory_ = true;
    }
  }

  void add_cell(std::string_view cell) {
    if (row_.cells.empty()) row_.line = open_line_;
    row_.cells.emplace_back(cell);
  }

  void end_row() {
    const auto is_empty = [](const std::string& cell) { return cell.empty(); };
    if (!std::all_of(row_.cells.begin(), row_.cells.end(), is_empty)) {
      rows_.push_back(std::move(row_));
    }
    row_ = {};
    open_line_ = line_ + 1;
  }

  csv_parser parser_{};
  std::size_t line_ = 0;
  std::size_t open_line_ = 1;  ///< the line after the last row's end
  TableRow row_{};
  std::vector<TableRow> rows_;
  bool out_of_memory_ = false;
};

/// The first line of `rest` with its LF, taken off.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
  rest.remove_prefix(line.size());
  return line;
}

tl::unexpected<std::string> broken_quotes(std::size_t line) {
  return tl::make_unexpected(
      fmt::format("line {}: a quote is not closed, or stands inside a cell", line));
}

std::vector<std::string> split_at_tabs(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

tl::expected<std::vector<TableRow>, std::string> parse_csv(std::string_view text, char delimiter) {
  CsvParser parser(delimiter);
  while (!text.empty()) {
    if (!parser.feed(take_line(text))) return broken_quotes(parser.row_line());
  }
  if (!parser.finish()) return broken_quotes(parser.row_line());
  return parser.take_rows();
}

tl::expected<std::vector<TableRow>, std::string> parse_tsv(std::string_view text) {
  std::vector<TableRow> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    std::string_view line = take_line(text);
    if (line.back() == '\n') line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    rows.push_back({number, split_at_tabs(line)});
  }
  return rows;
}

}  // namespace demarche
