// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "common/statement.hpp"

namespace demarche {

/// A statement read, and what was odd about it (each a line for the user:
/// "read as Windows-1252", "header block broken at line 3: read as text").
struct ReadStatement {
  Statement statement;
  std::vector<std::string> warnings;
  /// What a file says of itself rather than of the statement, and what was found out
  /// (document_information.hpp): fields that count where nothing else gives them.
  std::map<std::string, std::string, std::less<>> information = {};
};

/// Text decoded to UTF-8.
struct DecodedText {
  std::string text;          ///< valid UTF-8, LF line ends, no BOM
  std::string encoding;      ///< "UTF-8", "UTF-16LE", "UTF-16BE", "Windows-1252"
  std::size_t replaced = 0;  ///< bytes (or UTF-16 units) that were not valid in it
};

/// The most that one statement's file may hold.
inline constexpr std::size_t max_statement_bytes = 64U << 20U;

/// Decodes the bytes of a text file: UTF-8 with or without BOM, UTF-16 with
/// BOM; bytes that are not UTF-8 are read as Windows-1252 (which Latin-1 text
/// is too). CRLF and lone CR become LF. The reason, where the bytes are no
/// text (a NUL outside UTF-16, a broken UTF-16).
tl::expected<DecodedText, std::string> decode_text(std::string_view bytes);

/// Says how bytes were decoded that were not good UTF-8.
std::string encoding_warning(const DecodedText& decoded);

/// Whether anything but white space is there, such as U+00A0 and U+3000 too.
bool has_text(std::string_view text);

/// Parts a header block or front matter from the text (indexer(1), FORMS).
/// `text` as decode_text gives it. Never fails: what is no header is text.
ReadStatement parse_statement(std::string_view text);

/// Reads the bytes of a plain-text or Markdown file, as other readers do those of their forms.
/// The id is empty unless the file gives one; the fields are as the file has them, unchecked
/// but valid UTF-8. Or the reason why it is no statement: not of the form, broken, encrypted,
/// without text. For any number of threads.
tl::expected<ReadStatement, std::string> read_text(std::string_view bytes);

}  // namespace demarche
