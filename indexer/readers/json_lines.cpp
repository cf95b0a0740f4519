// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/readers/record_builder.hpp"

namespace demarche {
namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

}  // namespace

void JsonLinesReader::read(const LineChunk& chunk, const std::function<void(ReadRecord&&)>& take) {
  if (chunk.is_too_long) {
    static_assert(max_statement_bytes == LineChunks::default_line_bytes);
    const std::size_t limit = max_statement_bytes >> 20U;
    take({chunk.first_line, chunk.first_record, refusal(fmt::format("longer than {} MiB", limit))});
    return;
  }
  std::uint64_t line_number = chunk.first_line;
  std::uint64_t record_number = chunk.first_record;
  for (std::string_view rest = chunk.bytes; !rest.empty(); ++line_number) {
    const std::string_view line = first_line(rest);
    rest.remove_prefix(line.size());
    if (!is_blank_line(line)) take({line_number, record_number++, read_line(line, rest.size())});
    rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
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
