// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/text/landmark.hpp"
#include "searcher/excerpt/matcher.hpp"
#include "searcher/results.hpp"

namespace demarche {

/// Words by their positions: [begin, end), empty for none.
struct PositionSpan {
  std::uint32_t begin = 0, end = 0;
};

/// The place of a text that tells best why it was found, of about `length`
/// characters: where most leaves of the query are, then most matches, then the
/// earliest. `matches`: in order of position. Nothing where there are none.
PositionSpan best_place(const std::vector<Match>& matches, std::size_t length);

/// A part of a text that an excerpt can be made from as from the whole.
struct TextPart {
  std::size_t begin = 0, end = 0;  ///< bytes
  std::uint32_t position = 0;      ///< of its first word, counted from the text's first
  bool is_last = true;             ///< whether the text ends with it
  bool is_certain = true;          ///< whether it is large enough for any snippet of its place
};

/// The part that a snippet of `length` characters about a place needs at most.
/// `place` and `landmarks` count positions from the text's first word. `reach`:
/// how many words away may decide what is a match (Matcher::reach()).
TextPart largest_part(PositionSpan place, const std::vector<Landmark>& landmarks,
                      std::size_t text_bytes, std::size_t length, std::uint32_t reach);
/// The part that it needs in most texts: half as much to decompress and to read.
TextPart likely_part(PositionSpan place, const std::vector<Landmark>& landmarks,
                     std::size_t text_bytes, std::size_t length, std::uint32_t reach);

/// About `length` characters of a text, cut between words, with the matches of
/// `place` among them; the text's beginning where that is empty. `text` has the
/// bytes of `part`, and `matched` is what was read of them. Nothing where the
/// part may be too small; the largest isn't.
std::optional<Snippet> make_snippet(std::string_view text, const TextPart& part,
                                    const MatchedText& matched, PositionSpan place,
                                    std::size_t length);

/// The matches as highlights: in order, overlapping ones united.
std::vector<Highlight> highlights_of(const std::vector<Match>& matches);

}  // namespace demarche
