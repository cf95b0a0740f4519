// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/records/record_builder.hpp"
#include "indexer/sources/json_chunks.hpp"

namespace demarche {
namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

ReadRecord too_long(const LineChunk& chunk) {
  static_assert(max_statement_bytes == LineChunks::default_line_bytes);
  static_assert(max_statement_bytes == JsonChunks::default_record_bytes);
  return {chunk.first_line,
          chunk.first_record,
          refusal(fmt::format("longer than {} MiB", max_statement_bytes >> 20U)),
          {}};
}

/// A line may hold any number of records.
void name_record(tl::expected<ReadStatement, std::string>& read, std::uint64_t number) {
  const auto name = [&](std::string& what) { what = fmt::format("record {}: {}", number, what); };
  if (!read) return name(read.error());
  for (std::string& warning : read->warnings) name(warning);
}

/// Whether another object seems to begin after a CR.
bool has_lone_cr(std::string_view line) { return line.find("\r{") != std::string_view::npos; }

}  // namespace

void JsonLinesReader::read(const LineChunk& chunk, const std::function<void(ReadRecord&&)>& take) {
  if (chunk.is_too_long) return take(too_long(chunk));
  std::uint64_t line_number = chunk.first_line;
  std::uint64_t record_number = chunk.first_record;
  for (std::string_view rest = chunk.bytes; !rest.empty(); ++line_number) {
    const std::string_view line = first_line(rest);
    rest.remove_prefix(line.size());
    if (!is_blank_line(line)) {
      auto read = read_line(line, rest.size());
      if (!read && has_lone_cr(line))
        read.error() += "; its lines seem to end in CR alone, which is not read in JSON Lines";
      take({line_number, record_number++, std::move(read), {}});
    }
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
  }
}

void JsonLinesReader::read_values(const LineChunk& chunk,
                                  const std::function<void(ReadRecord&&)>& take) {
  if (chunk.is_too_long) return take(too_long(chunk));
  const std::string_view bytes = chunk.bytes;
  std::uint64_t line = chunk.first_line;
  std::uint64_t number = chunk.first_record;
  for (std::size_t at = 0, counted = 0;;) {
    at = bytes.find_first_not_of(" \t\r\n,", at);
    if (at == std::string_view::npos) return;
    line += static_cast<std::uint64_t>(
        std::count(bytes.begin() + static_cast<std::ptrdiff_t>(counted),
                   bytes.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted = at;
    const std::size_t end = json_value_end(bytes, at);
    auto read = read_line(bytes.substr(at, end - at), 0);
    name_record(read, number);
    take({line, number++, std::move(read), {}});
    at = end;
  }
}

tl::expected<ReadStatement, std::string> JsonLinesReader::read_line(std::string_view line,
                                                                    std::size_t bytes_after) {
  RecordBuilder statement(names_);
  const auto reason = parser_.parse(
      line, bytes_after,
      [&](std::string_view key, RecordValue&& value) { statement.add(key, std::move(value)); },
      names_.pointers());
  if (reason) return refusal(*reason);
  return statement.finish();
}

bool is_json_lines_content(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || bytes[begin] != '{') return false;
  const std::string_view line = first_line(bytes.substr(begin));
  const std::size_t bytes_after = bytes.size() - begin - line.size();
  return !JsonObjectParser().parse(line, bytes_after, [](std::string_view, RecordValue&&) {});
}

}  // namespace demarche
