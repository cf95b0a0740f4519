// SPDX-License-Identifier: GPL-2.0-or-later
#include <catch2/catch.hpp>

#include "common/text/utf8.hpp"
#include "indexer/readers/reader.hpp"

using namespace demarche;

namespace {

struct Row {
  std::string bytes;
  std::string text;
  std::string encoding;
  std::size_t replaced = 0;
};

/// ASCII as UTF-16.
std::string utf16(std::string_view ascii, bool is_big_endian) {
  std::string out = is_big_endian ? "\xfe\xff" : "\xff\xfe";
  for (const char byte : ascii) {
    if (is_big_endian) out += '\0';
    out += byte;
    if (!is_big_endian) out += '\0';
  }
  return out;
}

}  // namespace

TEST_CASE("bytes are decoded by their mark, as UTF-8, or byte by byte as Windows-1252",
          "[decode]") {
  const auto row = GENERATE(values<Row>({
      {"", "", "UTF-8"},
      {"plain", "plain", "UTF-8"},
      {"Türkiye 中文 🕊", "Türkiye 中文 🕊", "UTF-8"},
      {"\xef\xbb\xbfmarked", "marked", "UTF-8"},
      {"\xef\xbb\xbf\xef\xbb\xbftwice", "\ufefftwice", "UTF-8"},
      {"\xef\xbb", "ï»", "Windows-1252", 2},
      {"caf\xe9", "café", "Windows-1252", 1},
      {"\x93quoted\x94 \x96 \x80", "“quoted” – €", "Windows-1252", 4},
      {"T\xfcrkiye T\xc3\xbcrkiye", "Türkiye Türkiye", "Windows-1252", 1},
      {"\x81\x8d\x8f\x90\x9d", "\ufffd\ufffd\ufffd\ufffd\ufffd", "Windows-1252", 5},
      {"\xed\xa0\x80", "í\u00a0€", "Windows-1252", 3},  // a surrogate is no UTF-8
      {"\xc0\xaf", "À¯", "Windows-1252", 2},            // nor is a slash in two bytes
      {utf16("Hi\r\n", false), "Hi\n", "UTF-16LE"},
      {utf16("Hi\r\n", true), "Hi\n", "UTF-16BE"},
      {utf16("", true), "", "UTF-16BE"},
      {std::string("\xff\xfe\x3d\xd8\x00\xde", 6), "😀", "UTF-16LE"},
      {std::string("\xff\xfe\x3d\xd8\x41\x00", 6), "\ufffdA", "UTF-16LE", 1},
      {std::string("\xfe\xff\xde\x00\xd8\x3d", 6), "\ufffd\ufffd", "UTF-16BE", 2},
  }));
  CAPTURE(row.bytes);
  const auto decoded = decode_text(row.bytes);
  REQUIRE(decoded);
  CHECK(decoded->text == row.text);
  CHECK(decoded->encoding == row.encoding);
  CHECK(decoded->replaced == row.replaced);
}

TEST_CASE("every line end becomes a line feed", "[decode]") {
  const auto row = GENERATE(values<std::pair<std::string, std::string>>({
      {"a\nb\n", "a\nb\n"},
      {"a\r\nb\r\n", "a\nb\n"},
      {"a\rb\r", "a\nb\n"},
      {"a\r\r\nb\n\rc", "a\n\nb\n\nc"},
      {"\r", "\n"},
      {"a\fb", "a\fb"},
  }));
  CHECK(decode_text(row.first)->text == row.second);
}

TEST_CASE("what holds a NUL or half a UTF-16 character is no text", "[decode]") {
  const std::string bytes =
      GENERATE(std::string("a\0b", 3), std::string("h\0i\0", 4),  // UTF-16 without a mark
               std::string("\xff\xfe\0\0h\0\0\0", 8),             // UTF-32
               std::string("\xff\xfe"
                           "a",
                           3),
               std::string("\xfe\xff\0a\0", 5), std::string("\xff\xfe\0\0", 4));
  const auto decoded = decode_text(bytes);
  REQUIRE_FALSE(decoded);
  CHECK_FALSE(decoded.error().empty());
}

TEST_CASE("any two bytes decode to valid UTF-8 without a carriage return", "[decode]") {
  for (int first = 1; first < 256; ++first) {
    for (int second = 1; second < 256; ++second) {
      const std::string bytes = {static_cast<char>(first), static_cast<char>(second), 'x', ' '};
      const auto decoded = decode_text(bytes);
      REQUIRE(decoded);
      REQUIRE(is_utf8(decoded->text));
      REQUIRE(decoded->text.find('\r') == std::string::npos);
    }
  }
}
