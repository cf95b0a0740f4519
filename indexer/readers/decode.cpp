// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>

#include "common/text/utf8.hpp"
#include "indexer/readers/reader.hpp"

namespace demarche {
namespace {

constexpr char32_t replacement = 0xfffd;

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Five bytes mean nothing.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20ac,      replacement, 0x201a, 0x0192, 0x201e, 0x2026,      0x2020, 0x2021,
    0x02c6,      0x2030,      0x0160, 0x2039, 0x0152, replacement, 0x017d, replacement,
    replacement, 0x2018,      0x2019, 0x201c, 0x201d, 0x2022,      0x2013, 0x2014,
    0x02dc,      0x2122,      0x0161, 0x203a, 0x0153, replacement, 0x017e, 0x0178};

char32_t from_windows_1252(char byte) {
  const auto number = static_cast<unsigned char>(byte);
  return number >= 0x80 && number < 0xa0 ? windows_1252[number - 0x80U] : number;
}

bool begins_with(std::string_view text, std::string_view beginning) {
  return text.substr(0, beginning.size()) == beginning;
}

/// CRLF and a lone CR become LF, in place.
void unite_line_ends(std::string& text) {
  std::size_t to = text.find('\r');
  if (to == std::string::npos) return;
  for (std::size_t from = to; from < text.size(); ++from) {
    if (text[from] != '\r') {
      text[to++] = text[from];
    } else if (from + 1 == text.size() || text[from + 1] != '\n') {
      text[to++] = '\n';
    }
  }
  text.resize(to);
}

DecodedText decode_bytes(std::string_view bytes) {
  DecodedText decoded;
  decoded.text.reserve(bytes.size());
  std::size_t copied = 0;  // all before it is in the text
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint here = code_point_at(bytes, at);
    if (here.valid) {
      at += here.bytes;
      continue;
    }
    decoded.text.append(bytes, copied, at - copied);
    append_utf8(from_windows_1252(bytes[at]), decoded.text);
    ++decoded.replaced;
    copied = ++at;
  }
  decoded.text.append(bytes, copied);
  decoded.encoding = decoded.replaced == 0 ? "UTF-8" : "Windows-1252";
  return decoded;
}

class Utf16 {
public:
  Utf16(std::string_view bytes, bool is_big_endian) : bytes_(bytes), high_(is_big_endian ? 0 : 1) {}

  DecodedText decode() const {
    DecodedText decoded;
    decoded.text.reserve(bytes_.size());
    for (std::size_t at = 0; at < bytes_.size();) {
      char32_t code_point = unit(at);
      at += 2;
      if (is_lead(code_point) && at < bytes_.size() && is_trail(unit(at))) {
        code_point = 0x10000U + ((code_point - 0xd800U) << 10U) + (unit(at) - 0xdc00U);
        at += 2;
      } else if (is_lead(code_point) || is_trail(code_point)) {
        code_point = replacement;
        ++decoded.replaced;
      }
      append_utf8(code_point, decoded.text);
    }
    return decoded;
  }

private:
  static bool is_lead(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
  static bool is_trail(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

  char32_t unit(std::size_t at) const {
    const auto high = static_cast<unsigned char>(bytes_[at + high_]);
    const auto low = static_cast<unsigned char>(bytes_[at + 1 - high_]);
    return static_cast<char32_t>((high << 8U) | low);
  }

  std::string_view bytes_;
  std::size_t high_;  ///< where in a unit its high byte is
};

tl::expected<DecodedText, std::string> decode_utf16(std::string_view bytes, bool is_big_endian) {
  if (bytes.size() % 2 != 0) {
    return tl::make_unexpected(std::string("broken UTF-16: half a character at its end"));
  }
  DecodedText decoded = Utf16(bytes, is_big_endian).decode();
  decoded.encoding = is_big_endian ? "UTF-16BE" : "UTF-16LE";
  return decoded;
}

tl::expected<DecodedText, std::string> decode_by_mark(std::string_view bytes) {
  if (begins_with(bytes, "\xff\xfe")) return decode_utf16(bytes.substr(2), false);
  if (begins_with(bytes, "\xfe\xff")) return decode_utf16(bytes.substr(2), true);
  const bool has_mark = begins_with(bytes, "\xef\xbb\xbf");
  return decode_bytes(has_mark ? bytes.substr(3) : bytes);
}

}  // namespace

tl::expected<DecodedText, std::string> decode_text(std::string_view bytes) {
  auto decoded = decode_by_mark(bytes);
  if (!decoded) return decoded;
  // UTF-32 comes here too: its mark begins with that of UTF-16.
  if (decoded->text.find('\0') != std::string::npos) {
    return tl::make_unexpected(std::string("not text: it holds NUL bytes"));
  }
  unite_line_ends(decoded->text);
  return decoded;
}

}  // namespace demarche
