// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/text/stemmer.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/query/spellings.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// A leaf, and how to tell people of it.
struct BuiltLeaf {
  QueryLeaf leaf;
  std::string understood;  ///< `verify (stem verifi)`
  bool cut = false;        ///< there were more spellings than were tried
};

/// Says what patterns a word or phrase of the query stands for: its stems, its
/// acronym, its other spellings. One thread.
class LeafBuilder {
public:
  /// `languages`: of the index. `exact`: no stemming anywhere.
  LeafBuilder(const std::set<std::string, std::less<>>& languages, bool exact,
              const TermQueries& terms);

  /// Whether capitals mean acronyms (meaning_of_capitals()).
  void set_acronyms(bool acronyms) { acronyms_ = acronyms; }

  /// Words typed in one piece, mostly one. `field` is empty for title and text.
  BuiltLeaf piece(std::vector<QueryWord> words, bool exact, const std::string& field);
  BuiltLeaf phrase(const std::vector<QueryWord>& words, const std::string& field);
  /// A word in any of its forms.
  BuiltLeaf stemmed(const QueryWord& word, const std::string& field);
  /// The one word that a node is, where it is looked for by its stem.
  std::optional<QueryWord> plain_word(const QueryNode& node) const;

private:
  BuiltLeaf single(const QueryWord& word, bool exact, const std::string& field);
  std::vector<Pattern> stem_patterns(const QueryWord& word, const std::string& field);
  SpellingRules rules(bool acronyms, const std::string& field, bool exact) const;

  std::vector<std::pair<std::string, Stemmer>> stemmers_;  ///< by language
  bool exact_;
  const TermQueries& terms_;
  bool acronyms_ = false;
};

/// A pattern as text: `cease fire`.
std::string pattern_text(const Pattern& pattern);

}  // namespace demarche
