// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/hit_maker.hpp"

#include <xapian.h>

#include <string>

#include "common/index/schema.hpp"
#include "searcher/excerpt.hpp"
#include "searcher/term_places.hpp"
#include "searcher/understood_query.hpp"

namespace demarche {

HitMaker::HitMaker(const StatementIndex& index, const CompiledQuery& compiled,
                   const SearcherOptions& options, HitParts parts)
    : index_(index),
      options_(options),
      parts_(parts),
      decoder_([&index](std::uint32_t number) { return index.dictionary(number); }),
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
  StoredStatement stored = decoder_.decode(bytes);
  hit.statement.fields = std::move(stored.statement.fields);
  hit.statement.id = ranked.id;
  if (!parts_.snippet) {
    hit.statement.text = std::move(stored.statement.text);
    return hit;
  }
  const std::string& text = stored.statement.text;
  const std::string_view language = hit.statement.field("language");
  const MatchedText title = in_title_.read(hit.statement.field("title"), 1, language);
  hit.title_highlights = highlights_of(title.matches);

  const std::uint32_t first = first_text_position(title.end);
  const auto lookup = [&](const PatternElement& element) {
    return term_places(index_.database(), ranked.number, {}, element);
  };
  PositionSpan place =
      best_place(in_text_.locate(lookup, first, language), options_.snippet_length);
  if (place.end > 0) place = {place.begin - first, place.end - first};
  const TextPart part =
      part_about(place, stored.landmarks, text.size(), options_.snippet_length, in_text_.reach());
  const std::string_view read = std::string_view(text).substr(part.begin, part.end - part.begin);
  hit.snippet = make_snippet(text, part, in_text_.read(read, part.position, language), place,
                             options_.snippet_length);
  if (parts_.text) hit.statement.text = std::move(stored.statement.text);
  return hit;
}

}  // namespace demarche
