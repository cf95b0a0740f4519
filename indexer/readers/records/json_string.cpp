// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/records/json_string.hpp"

#include <algorithm>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

constexpr char32_t replacement = 0xfffd;

bool is_lead(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_trail(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

/// Or -1. Texts may consist of `\u` escapes, so this is not from_chars.
int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const int letter = digit | 0x20;
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

class Unescaper {
public:
  explicit Unescaper(std::string_view raw) : rest_(raw) { read_.text.reserve(raw.size()); }

  std::optional<JsonString> read() {
    while (!rest_.empty()) {
      if (rest_.front() == '\\') {
        if (!add_escape()) return std::nullopt;
        continue;
      }
      const std::size_t plain = std::min(rest_.find('\\'), rest_.size());
      read_.text.append(rest_, 0, plain);
      rest_.remove_prefix(plain);
    }
    return std::move(read_);
  }

private:
  /// The one at the front. False where it is none.
  bool add_escape() {
    if (rest_.size() < 2) return false;
    const char letter = rest_[1];
    if (letter == 'u') return add_unit();
    rest_.remove_prefix(2);
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    const std::size_t which = letters.find(letter);
    if (which == std::string_view::npos) return false;
    add(static_cast<unsigned char>(meanings[which]));
    return true;
  }

  bool add_unit() {
    const auto unit = unit_at(0);
    if (!unit) return false;
    const auto next = is_lead(*unit) ? unit_at(6) : std::nullopt;
    const bool is_pair = next && is_trail(*next);
    rest_.remove_prefix(is_pair ? 12 : 6);
    if (is_pair) {
      add(0x10000U + ((*unit - 0xd800U) << 10U) + (*next - 0xdc00U));
    } else if (is_lead(*unit) || is_trail(*unit)) {
      add(replacement);
      ++read_.half_characters;
    } else {
      add(*unit);
    }
    return true;
  }

  /// The UTF-16 unit of the `\uXXXX` at rest_[at], or nothing.
  std::optional<char32_t> unit_at(std::size_t at) const {
    if (rest_.size() < at + 6 || rest_[at] != '\\' || rest_[at + 1] != 'u') return std::nullopt;
    char32_t unit = 0;
    for (const char digit : rest_.substr(at + 2, 4)) {
      const int value = hex_value(digit);
      if (value < 0) return std::nullopt;
      unit = unit << 4U | static_cast<char32_t>(value);
    }
    return unit;
  }

  void add(char32_t code_point) {
    const bool ends_crlf = code_point == U'\n' && after_cr_ == read_.text.size();
    after_cr_ = std::string::npos;
    if (ends_crlf) return;
    append_utf8(code_point == U'\r' ? U'\n' : code_point, read_.text);
    if (code_point == U'\r') after_cr_ = read_.text.size();
  }

  std::string_view rest_;
  JsonString read_;
  std::size_t after_cr_ = std::string::npos;  ///< where the text ended after a CR
};

}  // namespace

std::optional<JsonString> read_json_string(std::string_view raw) { return Unescaper(raw).read(); }

}  // namespace demarche
