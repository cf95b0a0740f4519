// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/excerpt.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "common/text/character.hpp"
#include "searcher/one_line.hpp"

namespace demarche {
namespace {

using Span = std::pair<std::size_t, std::size_t>;

/// Punctuation that goes with a word at a snippet's end is at most so long.
constexpr std::size_t max_attached_bytes = 12;

/// How many words `length` characters hold, more or less.
std::uint32_t words_in(std::size_t length) {
  constexpr std::size_t characters_per_word = 6;
  return static_cast<std::uint32_t>(std::max<std::size_t>(1, length / characters_per_word));
}

/// The bytes of the place's matches, as many as fit.
Span bytes_of_place(std::string_view text, const std::vector<Match>& matches, PositionSpan place,
                    std::size_t length) {
  Span bytes{0, 0};
  std::size_t limit = 0;
  for (const Match& match : matches) {
    if (match.position < place.begin || match.position >= place.end) continue;
    if (bytes.second == 0) {
      bytes = {match.begin, match.end};
      limit = characters_after(text, match.begin, length);
    } else if (match.end <= limit) {
      bytes.second = std::max(bytes.second, match.end);
    }
  }
  return bytes;
}

bool is_white(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r'; }

/// Widens [begin, end) of words by the punctuation that touches them.
Span with_punctuation(std::string_view text, Span span) {
  std::size_t begin = span.first;
  while (begin > 0 && span.first - begin < max_attached_bytes && !is_white(text[begin - 1])) {
    const std::size_t before = character_start(text, begin - 1);
    const CharacterType type = character_at(text, before).type;
    if (type == CharacterType::word || type == CharacterType::cut) break;
    begin = before;
  }
  std::size_t end = span.second;
  while (end < text.size() && end - span.second < max_attached_bytes && !is_white(text[end])) {
    const Character next = character_at(text, end);
    if (next.type == CharacterType::word || next.type == CharacterType::cut) break;
    end = next.end;
  }
  return {begin, end};
}

bool ends_sentence(std::string_view gap) {
  return gap.find_first_of(".!?") != std::string_view::npos ||
         gap.find("\n\n") != std::string_view::npos;
}

/// The words about `kept` that fit: a third of the room before it, but from a
/// sentence's beginning where one is near, and the rest after it; what the end
/// of the text leaves over goes before it, too.
Span context(std::string_view text, bool ends_here, const std::vector<Span>& words, Span kept,
             std::size_t length) {
  if (words.empty()) return {0, 0};
  const std::size_t wanted = characters_after(text, kept.first, length) - kept.first;
  const std::size_t room = wanted - std::min(wanted, kept.second - kept.first);
  auto first = std::lower_bound(words.begin(), words.end(), Span{kept.first, 0});
  if (first == words.end()) --first;
  const auto earlier = [&](std::size_t earliest) {
    while (first != words.begin() && std::prev(first)->first >= earliest) {
      const auto before = std::prev(first);
      if (first->first <= kept.first &&
          ends_sentence(text.substr(before->second, first->first - before->second)))
        break;
      first = before;
    }
  };
  earlier(kept.first - std::min(kept.first, room / 3));
  const std::size_t limit = std::max(kept.second, characters_after(text, first->first, length));
  std::size_t end = std::max(kept.second, first->second);
  for (auto word = first; word != words.end() && word->second <= limit; ++word)
    end = std::max(end, word->second);
  if (ends_here && end == words.back().second) earlier(characters_before(text, end, length));
  return {kept.second == 0 ? first->first : std::min(first->first, kept.first), end};
}

/// The part from the landmark that is `margin` bytes or more before the one at the
/// place's beginning to that which is so far after the one at its end.
TextPart part_about(PositionSpan place, const std::vector<Landmark>& landmarks,
                    std::size_t text_bytes, std::size_t margin, std::uint32_t reach) {
  const auto by_position = [](std::uint32_t position, const Landmark& landmark) {
    return position < landmark.position;
  };
  TextPart part{0, text_bytes, 0};
  auto first = std::upper_bound(landmarks.begin(), landmarks.end(), place.begin, by_position);
  const auto last = std::upper_bound(first, landmarks.end(), place.end, by_position);
  if (first != landmarks.begin()) {
    const std::size_t latest = std::prev(first)->byte - std::min(std::prev(first)->byte, margin);
    while (first != landmarks.begin() && std::prev(first)->byte > latest) --first;
    const std::uint32_t needed = first == landmarks.begin() ? 0 : std::prev(first)->position;
    while (first != landmarks.begin() && needed - std::prev(first)->position < reach) --first;
    if (first != landmarks.begin()) {
      part.begin = std::prev(first)->byte;
      part.position = std::prev(first)->position;
    }
  }
  auto end = last;
  while (end != landmarks.end() && end->byte < last->byte + margin) ++end;
  const auto inner = end;
  while (end != landmarks.end() && end->position - inner->position < reach) ++end;
  part.is_last = end == landmarks.end();
  if (!part.is_last) part.end = end->byte;
  return part;
}

}  // namespace

std::vector<Highlight> highlights_of(const std::vector<Match>& matches) {
  std::vector<Highlight> highlights;
  for (const Match& match : matches) {
    if (!highlights.empty() && match.begin < highlights.back().second)
      highlights.back().second = std::max(highlights.back().second, match.end);
    else
      highlights.emplace_back(match.begin, match.end);
  }
  return highlights;
}

PositionSpan best_place(const std::vector<Match>& matches, std::size_t length) {
  const std::uint32_t room = words_in(length);
  std::map<std::size_t, std::size_t> counts;  // matches in the window, by leaf
  std::pair<std::size_t, std::size_t> best_score{0, 0};
  PositionSpan best;
  std::size_t last = 0;
  // Both ends of the window only move on, so that the time is linear.
  for (std::size_t first = 0; first < matches.size(); ++first) {
    const std::uint32_t begin = matches[first].position;
    for (; last < matches.size() && (last <= first || matches[last].position - begin < room);
         ++last)
      ++counts[matches[last].leaf];
    const std::pair score{counts.size(), last - first};
    if (score > best_score) {
      best_score = score;
      best = {begin, matches[last - 1].position + 1};
    }
    const auto count = counts.find(matches[first].leaf);
    if (--count->second == 0) counts.erase(count);
  }
  return best;
}

TextPart largest_part(PositionSpan place, const std::vector<Landmark>& landmarks,
                      std::size_t text_bytes, std::size_t length, std::uint32_t reach) {
  constexpr std::size_t max_character_bytes = 4;
  return part_about(place, landmarks, text_bytes, length * max_character_bytes, reach);
}

TextPart likely_part(PositionSpan place, const std::vector<Landmark>& landmarks,
                     std::size_t text_bytes, std::size_t length, std::uint32_t reach) {
  const std::uint32_t words = words_in(length);
  place.end = std::max(place.end, place.begin + words + words / 4);
  place.begin -= std::min(place.begin, words / 2);
  TextPart part = part_about(place, landmarks, text_bytes, 0, reach);
  part.is_certain = false;
  return part;
}

std::optional<Snippet> make_snippet(std::string_view text, const TextPart& part,
                                    const MatchedText& matched, PositionSpan place,
                                    std::size_t length) {
  const Span kept = bytes_of_place(text, matched.matches, place, length);
  const Span words = context(text, part.is_last, matched.words, kept, length);
  // Whether no word of the part stands before these, or after them.
  const bool begins = matched.words.empty() || matched.words.front().first >= words.first;
  const bool ends = matched.words.empty() || matched.words.back().second <= words.second;
  const bool is_short = ends || characters_after(text, kept.first, length) == text.size();
  if (!part.is_certain && ((part.begin > 0 && begins) || (!part.is_last && is_short)))
    return std::nullopt;
  const Span span = with_punctuation(text, words);
  const bool before = part.begin > 0 || !begins;
  const bool after = !part.is_last || !ends;

  OneLine line(text, matched);
  if (before) line.put("… ");
  line.copy(span);
  if (after) line.put(" …");
  Snippet snippet;
  for (const auto& [begin, end] : highlights_of(matched.matches)) {
    if (begin >= span.first && end <= span.second)
      snippet.highlights.emplace_back(line.place_of(begin), line.place_of(end));
  }
  snippet.text = line.take();
  return snippet;
}

}  // namespace demarche
