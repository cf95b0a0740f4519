// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/concordance.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "searcher/context_key.hpp"
#include "searcher/excerpt/excerpt.hpp"
#include "searcher/excerpt/matcher.hpp"
#include "searcher/one_line.hpp"
#include "searcher/ranking/ranking.hpp"

namespace demarche {
namespace {

/// The pieces of the line about a place of a text.
struct Line {
  std::string left, match, right;
};

Line line_about(std::string_view text, const MatchedText& matched, Highlight place,
                std::size_t width) {
  // White space and page breaks make the line shorter than what it is made of.
  for (std::size_t window = 2 * width + 64;; window *= 2) {
    const std::size_t begin = characters_before(text, place.first, window);
    const std::size_t end = characters_after(text, place.second, window);
    OneLine line(text, matched);
    line.copy({begin, end});
    const std::string_view all = line.line();
    const std::size_t match_begin = line.place_of(place.first);
    const std::size_t match_end = line.place_of(place.second);
    const std::size_t line_begin = characters_before(all, match_begin, width);
    const std::size_t line_end = characters_after(all, match_end, width);
    if ((line_begin == 0 && begin > 0) || (line_end == all.size() && end < text.size())) continue;
    return {std::string(all.substr(line_begin, match_begin - line_begin)),
            std::string(all.substr(match_begin, match_end - match_begin)),
            std::string(all.substr(match_end, line_end - match_end))};
  }
}

/// A matcher for what of a query is looked for in a field besides title and text.
Matcher field_matcher(std::vector<QueryLeaf> leaves, const std::string& field) {
  std::erase_if(leaves, [&field](const QueryLeaf& leaf) { return leaf.field != field; });
  return {leaves, field};
}

/// Makes the lines of one statement after the other.
class LineMaker {
public:
  LineMaker(const StatementIndex& index, const UnderstoodQuery& query,
            const SearcherOptions& options)
      : options_(options),
        decoder_([&index](std::uint32_t number) { return index.dictionary(number); }) {
    const std::vector<QueryLeaf> leaves = leaves_of(query.compiled);
    matchers_.emplace_back("title", Matcher(leaves, "title"));
    matchers_.emplace_back("text", Matcher(leaves, {}));
    std::set<std::string> fields;
    for (const QueryLeaf& leaf : leaves) {
      if (!leaf.field.empty() && leaf.field != "title" && fields.insert(leaf.field).second)
        matchers_.emplace_back(leaf.field, field_matcher(leaves, leaf.field));
    }
  }

  /// Gives the statement's places to take(occurrence, key); `key` is empty where
  /// the order is that of the hits. Returns how many.
  template <typename Take>
  std::uint64_t make(const RankedDocument& ranked, const Take& take) {
    Statement statement = decoder_.decode(ranked.document.get_data()).statement;
    const std::string text = std::exchange(statement.text, {});
    statement.id = ranked.id;
    Occurrence occurrence;
    occurrence.rank = ranked.rank;
    occurrence.statement = std::make_shared<const Statement>(std::move(statement));
    std::uint64_t found = 0;
    for (auto& [field, matcher] : matchers_) {
      const std::string_view source = field == "text" ? text : occurrence.statement->field(field);
      const MatchedText matched = matcher.read(source, 1, occurrence.statement->field("language"));
      occurrence.field = field;
      for (const Highlight& place : highlights_of(matched.matches)) {
        Line line = line_about(source, matched, place, options_.kwic_width);
        occurrence.begin = place.first;
        occurrence.end = place.second;
        occurrence.left = std::move(line.left);
        occurrence.match = std::move(line.match);
        occurrence.right = std::move(line.right);
        take(occurrence, key_of(source, matched, place));
        ++found;
      }
    }
    return found;
  }

private:
  std::string key_of(std::string_view text, const MatchedText& matched, Highlight place) const {
    if (options_.kwic_sort == KwicSort::left) return keys_->left(text, matched.words, place.first);
    if (options_.kwic_sort == KwicSort::right)
      return keys_->right(text, matched.words, place.second);
    return {};
  }

  const SearcherOptions& options_;
  StatementDecoder decoder_;
  std::vector<std::pair<std::string, Matcher>> matchers_;  ///< by the field's name
  /// Only where it is needed: collation data is large.
  std::unique_ptr<ContextKeys> keys_ = options_.kwic_sort && *options_.kwic_sort != KwicSort::date
                                           ? std::make_unique<ContextKeys>()
                                           : nullptr;
};

using KeyedOccurrence = std::pair<std::string, Occurrence>;

/// Gives on the occurrences in the order of their keys.
void give_sorted(std::vector<KeyedOccurrence>& kept, const OccurrenceSink& sink) {
  std::stable_sort(
      kept.begin(), kept.end(),
      [](const KeyedOccurrence& a, const KeyedOccurrence& b) { return a.first < b.first; });
  for (const auto& [key, occurrence] : kept) sink(occurrence);
}

}  // namespace

ConcordanceCounts concordance(const StatementIndex& index, const SearcherOptions& options,
                              const UnderstoodQuery& query, const OccurrenceSink& sink) {
  const bool by_date = options.kwic_sort == KwicSort::date;
  const RankedPage page =
      rank(index, query.compiled.query, by_date ? SortOrder::oldest : options.sort, options.offset,
           options.limit.value_or(0));
  LineMaker maker(index, query, options);
  std::vector<KeyedOccurrence> kept;
  ConcordanceCounts counts;
  for (const RankedDocument& ranked : page.documents) {
    const std::uint64_t found =
        maker.make(ranked, [&](const Occurrence& occurrence, std::string key) {
          if (options.kwic_sort && !by_date)
            kept.emplace_back(std::move(key), occurrence);
          else
            sink(occurrence);
        });
    counts.occurrences += found;
    ++(found > 0 ? counts.statements : counts.without);
  }
  give_sorted(kept, sink);
  return counts;
}

}  // namespace demarche
