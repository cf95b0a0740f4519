// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/hit_maker.hpp"

#include <xapian.h>

#include <algorithm>
#include <string>

#include "common/index/schema.hpp"
#include "searcher/excerpt.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {
namespace {

using Positions = std::vector<std::uint32_t>;

/// The positions of the document's terms that begin so.
void add_positions_of(const Xapian::Document& document, const std::string& beginning,
                      Positions& out) {
  auto term = document.termlist_begin();
  term.skip_to(beginning);
  for (; term != document.termlist_end() && (*term).starts_with(beginning); ++term)
    out.insert(out.end(), term.positionlist_begin(), term.positionlist_end());
}

Positions positions_of(const PatternElement& element, const Xapian::Database& database,
                       const RankedDocument& ranked) {
  Positions found;
  if (element.kind == PatternElement::Kind::prefix) {
    add_positions_of(ranked.document, std::string(prefix::compound) + element.text, found);
    add_positions_of(ranked.document, element.text, found);
    std::sort(found.begin(), found.end());
    return found;
  }
  const std::string term = term_of({}, element);
  found.assign(database.positionlist_begin(ranked.number, term),
               database.positionlist_end(ranked.number, term));
  return found;
}

}  // namespace

std::vector<QueryLeaf> leaves_of(const CompiledQuery& compiled) {
  std::vector<QueryLeaf> leaves;
  for (const CompiledLeaf& leaf : compiled.leaves) leaves.push_back(leaf.leaf);
  return leaves;
}

HitMaker::HitMaker(const StatementIndex& index, const CompiledQuery& compiled,
                   const SearcherOptions& options)
    : index_(index),
      options_(options),
      decoder_([&index](std::uint32_t number) { return index.dictionary(number); }),
      in_text_(leaves_of(compiled), {}),
      in_title_(leaves_of(compiled), "title") {}

Hit HitMaker::make(const RankedDocument& ranked) {
  Hit hit;
  hit.rank = ranked.rank;
  hit.score = ranked.score;
  const std::string bytes = ranked.document.get_data();
  if (!options_.snippet) {
    hit.statement = StatementDecoder::fields(bytes);
    hit.statement.id = ranked.id;
    return hit;
  }
  StoredStatement stored = decoder_.decode(bytes);
  hit.statement.fields = std::move(stored.statement.fields);
  hit.statement.id = ranked.id;
  const std::string& text = stored.statement.text;
  const std::string_view language = hit.statement.field("language");
  const MatchedText title = in_title_.read(hit.statement.field("title"), 1, language);
  hit.title_highlights = highlights_of(title.matches);

  const std::uint32_t first = first_text_position(title.end);
  const auto lookup = [&](const PatternElement& element) {
    return positions_of(element, index_.database(), ranked);
  };
  PositionSpan place =
      best_place(in_text_.locate(lookup, first, language), options_.snippet_length);
  if (place.end > 0) place = {place.begin - first, place.end - first};
  const TextPart part = part_about(place, stored.landmarks, text.size(), options_.snippet_length);
  const std::string_view read = std::string_view(text).substr(part.begin, part.end - part.begin);
  hit.snippet = make_snippet(text, part, in_text_.read(read, part.position, language), place,
                             options_.snippet_length);
  return hit;
}

}  // namespace demarche
