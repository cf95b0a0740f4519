// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/json_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/field.hpp"

namespace demarche {
namespace {

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

/// Puts an object's members where a statement has them.
class StatementBuilder {
public:
  void add(std::string_view key, JsonValue&& value) {
    const auto name = field_name(key);
    if (!name) return warn(fmt::format("'{}' is no field name: left out", shown(key)));
    if (value.kind == JsonValue::Kind::other && *name != "text") {
      warn(fmt::format("'{}' is neither a text or number nor a list of them: left out", *name));
      value = {};
    }
    if (*name == "text") {
      if (std::exchange(text_, std::move(value))) warn_of_repeat(*name);
      return;
    }
    // Empty ones too, until finish(): a null counts where it comes last.
    if (!fields_.insert_or_assign(*name, field_value(value.text)).second) warn_of_repeat(*name);
    half_characters_ += value.half_characters;
  }

  tl::expected<ReadStatement, std::string> finish() {
    using Kind = JsonValue::Kind;
    if (!text_ || text_->kind == Kind::nothing) return refusal("no 'text'");
    if (text_->kind != Kind::text) return refusal("'text' is no string");
    if (text_->text.find('\0') != std::string::npos) return refusal("not text: it holds NULs");
    if (!has_text(text_->text)) return refusal("no text");
    sum_up_warnings();
    std::erase_if(fields_, [](const auto& field) { return field.second.empty(); });
    ReadStatement read;
    if (auto id = fields_.extract("id")) read.statement.id = std::move(id.mapped());
    read.statement.fields = std::move(fields_);
    read.statement.text = std::move(text_->text);
    read.warnings = std::move(warnings_);
    return read;
  }

private:
  static constexpr std::size_t max_warnings = 8;

  /// A key may be as long as a line.
  static std::string shown(std::string_view key) {
    constexpr std::size_t max_bytes = 64;
    if (key.size() <= max_bytes) return std::string(key);
    std::size_t end = max_bytes;
    while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xc0U) == 0x80U) --end;
    return std::string(key.substr(0, end)) + "…";
  }

  void warn(std::string what) {
    if (++odd_ <= max_warnings) warnings_.push_back(std::move(what));
  }

  void warn_of_repeat(const std::string& name) {
    warn(fmt::format("'{}' comes twice: the last counts", name));
  }

  void sum_up_warnings() {
    if (odd_ > max_warnings) {
      warnings_.push_back(fmt::format("{} more such warnings", odd_ - max_warnings));
    }
    half_characters_ += text_->half_characters;
    if (half_characters_ > 0) {
      warnings_.push_back(fmt::format("{} half character{} replaced", half_characters_,
                                      half_characters_ == 1 ? "" : "s"));
    }
  }

  FieldMap fields_;
  std::optional<JsonValue> text_;
  std::size_t half_characters_ = 0;
  std::size_t odd_ = 0;  ///< how many warnings there would be
  std::vector<std::string> warnings_;
};

}  // namespace

void JsonLinesReader::read(const LineChunk& chunk, const std::function<void(JsonRecord&&)>& take) {
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
  StatementBuilder statement;
  const auto reason = parser_.parse(
      line, bytes_after,
      [&](std::string_view key, JsonValue&& value) { statement.add(key, std::move(value)); });
  if (reason) return refusal(*reason);
  return statement.finish();
}

bool is_json_lines_content(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t begin = bytes.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || bytes[begin] != '{') return false;
  const std::string_view line = first_line(bytes.substr(begin));
  const std::size_t bytes_after = bytes.size() - begin - line.size();
  return !JsonObjectParser().parse(line, bytes_after, [](std::string_view, JsonValue&&) {});
}

}  // namespace demarche
