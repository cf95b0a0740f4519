// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query/pattern.hpp"

namespace demarche {

/// A word of the query after analysis.
struct QueryWord {
  std::string term;
  std::string accented;
  bool capitals = false;
  bool clitic = false;
  bool attached = false;  ///< typed in one piece with the word before
  bool prefix = false;    ///< `verif*`
  std::string tag;        ///< "#climate"; empty for most
  std::size_t compound_end =
      0;  ///< one past the last word of the compound that begins here; 0: none
};

/// The words of a piece of the query. `wildcards`: whether `*` after a word
/// makes it a prefix.
std::vector<QueryWord> query_words(std::string_view text, bool wildcards);

/// The words in pieces, each typed without a gap: `A/RES/75/1`, `cease-fire`.
std::vector<std::vector<QueryWord>> pieces_of(std::vector<QueryWord> words);

/// Other spellings of a word in the index: the parted forms of a word that
/// stand there with a hyphen ("ceasefire:cease-fire" …).
using CompoundLookup = std::function<std::vector<std::string>(const std::string& joined)>;

/// Words of a phrase that are a name, and what other names stand for it.
struct NameSpellings {
  std::size_t begin = 0, end = 0;  ///< the words [begin, end)
  std::vector<Pattern> others;
};

/// How a phrase's words may be spelt.
struct SpellingRules {
  bool acronyms = false;     ///< capitals mean acronyms
  bool other_forms = true;   ///< `cease-fire` for `ceasefire`; else only what a line's end parts
  CompoundLookup compounds;  ///< follows other_forms
  std::vector<NameSpellings> names = {};  ///< in order, apart
};

/// The patterns of `words` as a phrase, in every spelling: as typed first;
/// `cease-fire` also as `ceasefire`; `ceasefire` also where it stands with a
/// hyphen, and as `cease fire` where that is usual (compounds.hpp); a name as
/// the other names that the rules have for it. At most
/// max_spellings, fewer of a long phrase; `cut` is set where there were more.
std::vector<Pattern> phrase_patterns(const std::vector<QueryWord>& words,
                                     const SpellingRules& rules, bool& cut);

inline constexpr std::size_t max_spellings = 64;
/// Bounds the words of all spellings together, each of which costs memory.
inline constexpr std::size_t max_spelling_words = 2000;

}  // namespace demarche
