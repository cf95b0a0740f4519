// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/hit_maker.hpp"

#include <string>

#include "common/index/schema.hpp"
#include "searcher/excerpt/excerpt.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {

HitMaker::HitMaker(const StatementIndex& index, const CompiledQuery& compiled,
                   const SearcherOptions& options, HitParts parts)
    : options_(options),
      parts_(parts),
      decoder_([&index](std::uint32_t number) { return index.dictionary(number); }),
      places_(index.database(), index.is_local()),
      in_text_(leaves_of(compiled), {}),
      in_title_(leaves_of(compiled), "title") {}

Hit HitMaker::make(const RankedDocument& ranked) {
  Hit hit;
  hit.rank = ranked.rank;
  hit.score = ranked.score;
  const std::string bytes = ranked.document.get_data();
  if (!parts_.snippet && !parts_.text) {
    hit.statement = StatementDecoder::fields(bytes);
    hit.statement.id = ranked.id;
    return hit;
  }
  OpenedStatement opened = StatementDecoder::open(bytes);
  hit.statement.fields = std::move(opened.statement.fields);
  hit.statement.id = ranked.id;
  if (!parts_.snippet) {
    hit.statement.text = decoder_.text(opened, opened.text_bytes);
    return hit;
  }
  const std::string_view language = hit.statement.field("language");
  const MatchedText title = in_title_.read(hit.statement.field("title"), 1, language);
  hit.title_highlights = highlights_of(title.matches);

  const std::uint32_t first = first_text_position(title.end);
  const auto lookup = [&](const PatternElement& element) {
    return places_.of(ranked.number, element);
  };
  PositionSpan place =
      best_place(in_text_.locate(lookup, first, language), options_.snippet_length);
  if (place.end > 0) place = {place.begin - first, place.end - first};
  std::string text;
  const auto snippet_of = [&](const TextPart& part) {
    text = decoder_.text(opened, parts_.text ? opened.text_bytes : part.end);
    const std::string_view read = std::string_view(text).substr(part.begin, part.end - part.begin);
    return make_snippet(read, part, in_text_.read(read, part.position, language), place,
                        options_.snippet_length);
  };
  const auto part_of = [&](auto function) {
    return function(place, opened.landmarks, opened.text_bytes, options_.snippet_length,
                    in_text_.reach());
  };
  auto snippet = snippet_of(part_of(likely_part));
  if (!snippet) snippet = snippet_of(part_of(largest_part));
  hit.snippet = std::move(*snippet);
  if (parts_.text) hit.statement.text = std::move(text);
  return hit;
}

}  // namespace demarche
