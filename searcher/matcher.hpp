// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/text/stemmer.hpp"
#include "common/text/token.hpp"
#include "searcher/query/pattern.hpp"

namespace demarche {

/// An occurrence of a leaf of the query.
struct Match {
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  std::size_t leaf = 0;            ///< which one, as given to the Matcher
};

/// A text as the matcher read it.
struct MatchedText {
  std::vector<Match> matches;  ///< by begin, then the longest first; they may overlap
  std::vector<std::pair<std::size_t, std::size_t>> words;      ///< byte spans, in order
  std::vector<std::pair<std::size_t, std::size_t>> breaks;     ///< page numbers and form feeds
  std::vector<std::pair<std::size_t, std::size_t>> compounds;  ///< words tied by a hyphen
};

/// Finds the query's leaves in texts, by the analyzer's own tokens: the marks
/// in snippets and in --show. Keeps stems that it has seen. One thread.
class Matcher {
public:
  /// `field`: which leaves apply: those of that field, and those of none.
  Matcher(const std::vector<QueryLeaf>& leaves, std::string_view field);

  /// `language`: the statement's, a BCP 47 tag.
  MatchedText read(std::string_view text, std::string_view language);

private:
  struct Occurrence {
    std::uint32_t position;
    std::size_t begin, end;
  };
  struct LeafPattern {
    std::size_t leaf;
    std::vector<std::size_t> elements;
  };

  std::size_t element_number(const PatternElement& element);
  void note(const Token& token, Stemmer& stemmer);
  std::vector<std::size_t> elements_of(const Token& token, Stemmer& stemmer);
  void add_element(PatternElement::Kind kind, std::string_view text, std::vector<std::size_t>& out);
  void add_stem(const std::string& stem, std::vector<std::size_t>& out) const;
  void add_prefixes(std::string_view word, std::vector<std::size_t>& out) const;
  void find(const LeafPattern& pattern, std::vector<Match>& matches) const;
  Stemmer& stemmer(std::string_view language);

  std::vector<LeafPattern> patterns_;
  std::unordered_map<std::string, std::size_t> elements_;  ///< kind and text -> number
  std::vector<std::pair<std::string, std::size_t>> prefixes_;
  /// Stem -> the elements that it matches, and in which languages (none: in any).
  std::unordered_map<std::string, std::vector<std::pair<std::size_t, std::vector<std::string>>>>
      stems_;
  std::vector<std::vector<Occurrence>> occurrences_;  ///< by element, in order of position
  std::map<std::string, Stemmer, std::less<>> stemmers_;
  /// Words seen, in texts of one language, and the elements that they match:
  /// most words of a text stand in it often, and in the next text too.
  std::unordered_map<std::string, std::vector<std::size_t>> known_;
  std::string language_;
  std::string word_, key_;  ///< kept for their memory
};

}  // namespace demarche
