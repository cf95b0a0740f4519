// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/paragraphs.hpp"

#include <algorithm>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

bool is_blank(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7f && code < 0xa0); }

}  // namespace

std::string clean_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    at += next.bytes;
    if (next.value == '\t' || next.value == '\n' || !is_control(next.value))
      append_utf8(next.value, clean);
  }
  return clean;
}

void Paragraphs::widen(Gap gap) {
  if (!text_.empty()) gap_ = std::max(gap_, gap);
}

void Paragraphs::add(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_blank(text[at])) {
      widen(Gap::space);
      ++at;
      continue;
    }
    const auto* const end = std::find_if(text.begin() + at, text.end(), is_blank);
    const std::string word = clean_text({text.begin() + at, end});
    at = static_cast<std::size_t>(end - text.begin());
    if (word.empty()) continue;
    static constexpr std::string_view gaps[] = {"", " ", "\n", "\n\n"};
    text_ += gaps[static_cast<std::size_t>(gap_)];
    text_ += word;
    gap_ = Gap::none;
  }
}

void Paragraphs::break_line() { widen(Gap::line); }

void Paragraphs::end_paragraph() { widen(Gap::paragraph); }

void Paragraphs::append(const Paragraphs& others) {
  if (others.text_.empty()) return;
  end_paragraph();
  if (!text_.empty()) text_ += "\n\n";
  text_ += others.text_;
  gap_ = Gap::paragraph;
}

}  // namespace demarche
