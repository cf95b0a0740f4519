// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/one_line.hpp"

#include <algorithm>

#include "common/text/character.hpp"

namespace demarche {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

const Span* span_at(const std::vector<Span>& spans, std::size_t at) {
  const auto next =
      std::upper_bound(spans.begin(), spans.end(), at,
                       [](std::size_t value, const Span& span) { return value < span.first; });
  if (next == spans.begin()) return nullptr;
  const Span& span = *std::prev(next);
  return at < span.second ? &span : nullptr;
}

}  // namespace

void OneLine::copy(Span bytes) {
  begin_ = bytes.first;
  for (std::size_t at = bytes.first; at < bytes.second;) {
    if (const std::size_t end = gap_end(at); end > at) {
      const std::size_t stop = std::min(end, bytes.second);
      // A line's end within a compound is no space: `self-` `determination`.
      const bool space =
          !out_.empty() && stop < bytes.second && span_at(matched_.compounds, at) == nullptr;
      where_.insert(where_.end(), stop - at, out_.size());
      if (space) out_ += ' ';
      at = stop;
    } else {
      where_.push_back(out_.size());
      out_ += text_[at++];
    }
  }
  where_.push_back(out_.size());
}

/// The end of the white space and page breaks at `at`; `at` where there is none.
std::size_t OneLine::gap_end(std::size_t at) const {
  for (;;) {
    while (at < text_.size() && is_white(text_[at])) ++at;
    const Span* const page = matched_.breaks.empty() ? nullptr : span_at(matched_.breaks, at);
    if (page == nullptr) return at;
    at = page->second;
  }
}

std::size_t characters_before(std::string_view text, std::size_t end, std::size_t characters) {
  for (; characters > 0 && end > 0; --characters) end = character_start(text, end - 1);
  return end;
}

std::size_t characters_after(std::string_view text, std::size_t begin, std::size_t characters) {
  for (; characters > 0 && begin < text.size(); --characters) begin = character_at(text, begin).end;
  return begin;
}

}  // namespace demarche
