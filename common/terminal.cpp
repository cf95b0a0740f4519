// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <iterator>

#include "common/error.hpp"
#include "common/text/utf8.hpp"

namespace demarche {
namespace {

constexpr int default_columns = 80;

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point <= 0x9f);
}

/// Characters that reorder what is around them, or end the line.
bool misleads(char32_t code_point) {
  return (code_point >= 0x202a && code_point <= 0x202e) ||
         (code_point >= 0x2066 && code_point <= 0x2069) ||
         (code_point >= 0x2028 && code_point <= 0x2029);
}

void append_byte(unsigned byte, std::string& out) {
  fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
}

void append_visible(char32_t code_point, std::string& out) {
  const auto number = static_cast<unsigned>(code_point);
  if (number < 0x80) {
    append_byte(number, out);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", number);
  }
}

int code_point_columns(UChar32 code_point) {
  switch (u_charType(code_point)) {
    case U_CONTROL_CHAR:
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return 0;
    default:
      break;
  }
  // The vowels and final consonants of conjoining Hangul join the syllable before them.
  const int syllable = u_getIntPropertyValue(code_point, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
  const int width = u_getIntPropertyValue(code_point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int columns_variable() {
  const char* value = std::getenv("COLUMNS");
  if (value == nullptr) return 0;
  const std::string_view digits = value;
  int columns = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), columns);
  const bool whole = error == std::errc{} && end == digits.data() + digits.size();
  return whole && columns > 0 ? columns : 0;
}

}  // namespace

ColorChoice parse_color_choice(std::string_view word) {
  for (const auto& [name, choice] : color_choices) {
    if (name == word) return choice;
  }
  throw UsageError(fmt::format("'{}' is none of auto, always and never", word));
}

bool use_color(ColorChoice choice, std::FILE* stream) {
  if (choice != ColorChoice::automatic) return choice == ColorChoice::always;
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* terminal = std::getenv("TERM");
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return isatty(fileno(stream)) == 1;
}

int terminal_columns(std::FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const int columns = columns_variable();
  return columns > 0 ? columns : default_columns;
}

int display_columns(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint here = code_point_at(text, at);
    columns += here.valid ? code_point_columns(static_cast<UChar32>(here.value)) : 1;
    at += here.bytes;
  }
  return columns;
}

std::string printable(std::string_view text, bool keep_lines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] >= ' ' && text[at] <= '~') {
      out += text[at++];
      continue;
    }
    const CodePoint here = code_point_at(text, at);
    const bool kept = keep_lines && (here.value == U'\n' || here.value == U'\t');
    if (!here.valid) {
      append_byte(static_cast<unsigned char>(text[at]), out);
    } else if (!kept && (is_control(here.value) || misleads(here.value))) {
      append_visible(here.value, out);
    } else {
      out.append(text, at, here.bytes);
    }
    at += here.bytes;
  }
  return out;
}

}  // namespace demarche
