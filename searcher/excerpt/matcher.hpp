// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/text/token.hpp"
#include "searcher/excerpt/near_places.hpp"
#include "searcher/query/pattern.hpp"

namespace demarche {

/// An occurrence of a leaf of the query.
struct Match {
  std::size_t begin = 0, end = 0;  ///< bytes of the text, where it was read
  std::size_t leaf = 0;            ///< which one, as given to the Matcher
  std::uint32_t position = 0;      ///< of its first word
  std::uint32_t words = 1;         ///< how many it has
};

/// Where a word stands, or a compound with so many words.
struct WordPlace {
  std::uint32_t position = 0;
  std::uint32_t words = 1;
};

/// The places, in order, of what a statement has of one element of a pattern.
using PositionLookup = std::function<std::vector<WordPlace>(const PatternElement&)>;

/// A text as the matcher read it.
struct MatchedText {
  /// By begin, then the longest first; they may overlap. Of a proximity, each
  /// operand is a match of its own.
  std::vector<Match> matches;
  std::vector<std::pair<std::size_t, std::size_t>> words;      ///< byte spans, in order
  std::vector<std::pair<std::size_t, std::size_t>> breaks;     ///< page numbers and form feeds
  std::vector<std::pair<std::size_t, std::size_t>> compounds;  ///< words tied by a hyphen
  std::uint32_t end = 1;  ///< the first position after the text
};

/// Finds the query's leaves in texts, by the analyzer's own tokens, or by the
/// positions of an index: the marks in snippets and in --show, and what Xapian
/// cannot decide by itself. One thread.
class Matcher {
public:
  /// `field`: which leaves apply: those of that field, and those of none.
  /// Excluded leaves don't.
  Matcher(const std::vector<QueryLeaf>& leaves, std::string_view field);

  /// The most words that a proximity can reach over, from its first word to
  /// its last; none without one.
  std::uint32_t reach() const { return reach_; }

  /// Finds the leaves in a text whose first word has the position `first`.
  /// `language`: the statement's, a BCP 47 tag.
  MatchedText read(std::string_view text, std::uint32_t first, std::string_view language);

  /// Finds the leaves in a text that is not at hand, by the positions of their
  /// elements; what stands before `first` is left out. In order of position.
  std::vector<Match> locate(const PositionLookup& positions, std::uint32_t first,
                            std::string_view language);

private:
  struct Occurrence {
    std::uint32_t position;
    std::uint32_t words;
    std::size_t begin, end;
  };
  /// What a token must be to count; its number is the place in elements_.
  struct Element {
    PatternElement pattern;
    bool applies = true;                  ///< to the language of the text being read
    std::vector<Occurrence> occurrences;  ///< in the text being read, in order of position
  };
  struct LeafPattern {
    std::size_t leaf;
    std::vector<std::size_t> elements;
    std::size_t operand = 0;  ///< of a proximity
  };
  struct NearLeaf {
    NearRule rule;
    std::vector<LeafPattern> patterns;
  };
  struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  /// Text -> the elements that are met by it.
  using Table =
      std::unordered_map<std::string, std::vector<std::size_t>, StringHash, std::equal_to<>>;

  LeafPattern numbered(std::size_t leaf, const Pattern& pattern, std::size_t operand);
  std::size_t element_number(const PatternElement& pattern);
  void begin(std::string_view language);
  std::vector<Match> find_all();
  void note(const Token& token);
  void note_in(const Table& table, const Token& token);
  void note_prefixes(PatternElement::Kind kind, std::string_view word, const Token& token);
  void note_element(std::size_t number, const Token& token);
  void find(const LeafPattern& pattern, std::vector<Match>& matches) const;
  void find(const NearLeaf& near, std::vector<Match>& matches) const;

  std::vector<LeafPattern> patterns_;
  std::vector<NearLeaf> near_;
  std::uint32_t reach_ = 0;
  std::vector<Element> elements_;
  std::array<Table, 5> tables_;        ///< by TokenKind
  std::vector<std::size_t> prefixes_;  ///< elements of those kinds
  /// Whether a word of that first byte and length (63 and more alike) can be
  /// in the table: most words of a text cannot, and need not be looked up.
  std::array<std::uint64_t, 256> possible_words_{};
};

}  // namespace demarche
