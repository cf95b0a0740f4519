// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/suggestion/suggestion.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "common/edit_distance.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/character.hpp"
#include "common/text/utf8.hpp"
#include "searcher/query/term_queries.hpp"
#include "searcher/ranking/ranking.hpp"

namespace demarche {
namespace {

/// An edit more must be made up for by so many times the statements.
constexpr double edit_weight = 100;

/// A word of the query, in bytes of it.
struct TypedWord {
  std::string term;
  std::size_t begin, end;
};

bool is_letters(std::string_view term) {
  return std::none_of(term.begin(), term.end(),
                      [](char c) { return (c >= '0' && c <= '9') || c == '.' || c == '_'; });
}

/// The words of a part of the query that may be misspelt: none in capitals, and
/// none that is typed in one piece with another.
std::vector<TypedWord> plain_words(std::string_view typed, SourceSpan span) {
  std::vector<TypedWord> words;
  std::vector<bool> plain;
  analyze(typed.substr(span.begin, span.end - span.begin), 1, [&](const Token& token) {
    if (token.kind == TokenKind::word) {
      if (token.attached && !plain.empty()) plain.back() = false;
      const std::size_t end = span.begin + token.end;
      const bool is_beginning = end < typed.size() && typed[end] == '*';
      words.push_back({std::string(token.term), span.begin + token.begin, span.begin + token.end});
      plain.push_back(!token.attached && !is_beginning && is_letters(token.term));
    } else if (token.kind == TokenKind::acronym || token.kind == TokenKind::tag) {
      plain.back() = false;
    }
  });
  std::vector<TypedWord> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (plain[i]) found.push_back(std::move(words[i]));
  }
  return found;
}

/// Words of a field of the index.
class Vocabulary {
public:
  Vocabulary(const Xapian::Database& database, const std::string& field)
      : database_(database),
        terms_(database),
        // A title's words are looked for in all texts.
        start_(field == "title" ? "" : term_of(field, {PatternElement::Kind::word, {}})) {}

  bool has(const std::string& word) const {
    return database_.term_exists(start_ + word) ||
           (start_.empty() && !terms_.compounds(word, false).empty());
  }

  /// The word that was probably meant; empty for none.
  std::string nearest(const std::string& word) const {
    const std::u32string letters = code_points(word);
    if (likely_edits(letters.size()) == 0) return {};
    Best best;
    add(letters, letters[0], best);
    if (letters[1] != letters[0]) add(letters, letters[1], best);
    return best.word;
  }

private:
  struct Best {
    std::string word;
    double score = 0;
  };

  void add(const std::u32string& letters, char32_t first, Best& best) const {
    const std::size_t limit = likely_edits(letters.size());
    std::string beginning = start_;
    append_utf8(first, beginning);
    std::size_t compared = 0;
    for (auto term = database_.allterms_begin(beginning);
         term != database_.allterms_end(beginning) && compared < max_compared_words;
         ++term, ++compared) {
      const std::string word = (*term).substr(start_.size());
      if (!is_letters(word)) continue;
      const std::size_t distance = edit_distance(letters, code_points(word), limit);
      if (distance > limit) continue;
      double score = term.get_termfreq();
      for (std::size_t edit = 0; edit < distance; ++edit) score /= edit_weight;
      if (score > best.score) best = {word, score};
    }
  }

  const Xapian::Database& database_;
  TermQueries terms_;
  std::string start_;  ///< of its terms
};

}  // namespace

std::string suggestion_for(const CompiledQuery& query, std::string_view typed,
                           const Xapian::Database& database) {
  std::map<std::size_t, std::pair<std::size_t, std::string>> meant;  // by begin
  std::size_t unknown = 0;
  for (const CompiledLeaf& leaf : query.leaves) {
    if (!leaf.words_at) continue;
    const Vocabulary vocabulary(database, leaf.leaf.field);
    std::vector<TypedWord> words = plain_words(typed, *leaf.words_at);
    std::erase_if(words, [&](const TypedWord& word) {
      return meant.count(word.begin) > 0 || vocabulary.has(word.term);
    });
    // Only now: to look for a phrase costs more than to look its words up.
    if (words.empty() || !finds_nothing(database, leaf.query)) continue;
    for (const TypedWord& word : words) {
      if (++unknown > max_unknown_words) return {};
      if (std::string nearest = vocabulary.nearest(word.term); !nearest.empty())
        meant[word.begin] = {word.end, std::move(nearest)};
    }
  }
  if (meant.empty()) return {};
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, word] : meant) {
    out += typed.substr(at, begin - at);
    out += word.second;
    at = word.first;
  }
  out += typed.substr(at);
  return out;
}

}  // namespace demarche
