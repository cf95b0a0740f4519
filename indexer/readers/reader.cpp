// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/reader.hpp"

#include <fmt/format.h>

#include "indexer/readers/form.hpp"
#include "indexer/readers/header.hpp"
#include "indexer/sources/file_bytes.hpp"

namespace demarche {
namespace {

bool has_text(std::string_view text) {
  constexpr std::string_view white_space = " \t\n\v\f";
  return text.find_first_not_of(white_space) != std::string_view::npos;
}

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

std::string encoding_warning(const DecodedText& decoded) {
  if (decoded.encoding == "Windows-1252") {
    return fmt::format("read as Windows-1252: {} {} not UTF-8", decoded.replaced,
                       decoded.replaced == 1 ? "byte is" : "bytes are");
  }
  return fmt::format("broken {}: {} half characters replaced", decoded.encoding, decoded.replaced);
}

}  // namespace

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

tl::expected<ReadStatement, std::string> read_file(const SourceFile& file) {
  if (auto reason = foreign_name(file.name)) return tl::make_unexpected(std::move(*reason));
  auto bytes = read_file_bytes(file.path, max_statement_bytes);
  if (!bytes) return tl::make_unexpected(std::move(bytes.error()));
  if (auto reason = foreign_content(*bytes)) return tl::make_unexpected(std::move(*reason));
  auto decoded = decode_text(*bytes);
  if (!decoded) return tl::make_unexpected(std::move(decoded.error()));

  ReadStatement read = parse_statement(decoded->text);
  if (!has_text(read.statement.text)) return tl::make_unexpected(std::string("no text"));
  if (read.statement.id.empty()) read.statement.id = file.name;
  if (decoded->replaced > 0) {
    read.warnings.insert(read.warnings.begin(), encoding_warning(*decoded));
  }
  return read;
}

}  // namespace demarche
