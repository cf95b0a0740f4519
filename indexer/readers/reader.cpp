// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/reader.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/text/utf8.hpp"
#include "indexer/readers/header.hpp"

namespace demarche {
namespace {

/// What follows a header, without the blank lines between.
std::string_view after_blank_lines(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Line line = line_at(text, at);
    if (has_text(line.text)) break;
    at = line.next;
  }
  return text.substr(at);
}

}  // namespace

std::string encoding_warning(const DecodedText& decoded) {
  if (decoded.encoding == "Windows-1252") {
    return fmt::format("read as Windows-1252: {} {} not UTF-8", decoded.replaced,
                       decoded.replaced == 1 ? "byte is" : "bytes are");
  }
  return fmt::format("broken {}: {} half character{} replaced", decoded.encoding, decoded.replaced,
                     decoded.replaced == 1 ? "" : "s");
}

bool has_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    if (u_isUWhiteSpace(static_cast<UChar32>(next.value)) == 0) return true;
    at += next.bytes;
  }
  return false;
}

ReadStatement parse_statement(std::string_view text) {
  Header header = read_front_matter(text);
  if (header.length_bytes == 0 && header.warnings.empty()) header = read_header_block(text);

  ReadStatement read;
  read.warnings = std::move(header.warnings);
  if (auto id = header.fields.extract("id")) read.statement.id = std::move(id.mapped());
  read.statement.fields = std::move(header.fields);
  read.statement.text =
      header.length_bytes == 0 ? text : after_blank_lines(text.substr(header.length_bytes));
  return read;
}

tl::expected<ReadStatement, std::string> read_text(std::string_view bytes) {
  auto decoded = decode_text(bytes);
  if (!decoded) return tl::make_unexpected(std::move(decoded.error()));

  ReadStatement read = parse_statement(decoded->text);
  if (!has_text(read.statement.text)) return tl::make_unexpected(std::string("no text"));
  if (decoded->replaced > 0) {
    read.warnings.insert(read.warnings.begin(), encoding_warning(*decoded));
  }
  return read;
}

}  // namespace demarche
