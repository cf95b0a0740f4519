// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/sentences.hpp"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>
#include <new>

#include "common/text/utf8.hpp"

namespace demarche {
namespace {

struct Closer {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
  void operator()(UText* text) const { utext_close(text); }
};

/// The text with each run of white space as one space, or as an LF where a
/// paragraph ends: where a blank line is.
std::string collapsed(std::string_view text) {
  std::string out;
  std::size_t line_ends = 0;
  bool is_space = true;  // nothing before the first word
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = code_point_at(text, at);
    const std::string_view bytes = text.substr(at, next.bytes);
    at += next.bytes;
    if (u_isUWhiteSpace(static_cast<UChar32>(next.value)) != 0) {
      is_space = true;
      line_ends += bytes == "\n" ? 1 : 0;
      continue;
    }
    if (is_space && !out.empty()) out += line_ends > 1 ? '\n' : ' ';
    is_space = false;
    line_ends = 0;
    out += bytes;
  }
  return out;
}

/// Appends the sentences of a paragraph.
void split(std::string_view paragraph, UBreakIterator* iterator, std::vector<std::string>& out) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UText, Closer> text(utext_openUTF8(
      nullptr, paragraph.data(), static_cast<std::int64_t>(paragraph.size()), &error));
  if (U_SUCCESS(error)) ubrk_setUText(iterator, text.get(), &error);
  if (U_FAILURE(error)) throw std::bad_alloc();
  std::size_t begin = 0;
  ubrk_first(iterator);
  while (true) {
    const std::int32_t end = ubrk_next(iterator);
    if (end == UBRK_DONE) return;
    std::string_view sentence = paragraph.substr(begin, static_cast<std::size_t>(end) - begin);
    begin = static_cast<std::size_t>(end);
    if (sentence.ends_with(' ')) sentence.remove_suffix(1);
    if (!sentence.empty()) out.emplace_back(sentence);
  }
}

}  // namespace

std::vector<std::string> sentences_of(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UBreakIterator, Closer> iterator(
      ubrk_open(UBRK_SENTENCE, "", nullptr, 0, &error));
  if (U_FAILURE(error)) throw std::bad_alloc();
  std::vector<std::string> sentences;
  const std::string all = collapsed(text);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    split(std::string_view(all).substr(at, end - at), iterator.get(), sentences);
    at = end + 1;
  }
  return sentences;
}

}  // namespace demarche
