// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "searcher/query/ast.hpp"
#include "searcher/query/form_lookup.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/query/spellings.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// A leaf, and how to tell people of it.
struct BuiltLeaf {
  QueryLeaf leaf;
  std::string understood;              ///< `verify (verified, verifies)`
  std::vector<std::string> spellings;  ///< other than typed: `cease fire`
  bool cut = false;                    ///< there were more spellings than were tried
};

/// Says what patterns a word or phrase of the query stands for: its forms, its
/// acronym, its other spellings. One thread.
class LeafBuilder {
public:
  /// `exact`: no other forms of a word anywhere. Both outlive the object.
  LeafBuilder(const StatementIndex& index, bool exact, const TermQueries& terms);

  /// Whether capitals mean acronyms (meaning_of_capitals()).
  void set_acronyms(bool acronyms) { acronyms_ = acronyms; }

  /// Words typed in one piece, mostly one. `field` is empty for title and text.
  BuiltLeaf piece(std::vector<QueryWord> words, bool exact, const std::string& field);
  BuiltLeaf phrase(const std::vector<QueryWord>& words, const std::string& field);
  /// A word in any of its forms.
  BuiltLeaf inflected(const QueryWord& word, const std::string& field);
  /// The one word that a node is, where it is looked for in any of its forms.
  std::optional<QueryWord> plain_word(const QueryNode& node) const;

private:
  BuiltLeaf single(const QueryWord& word, bool exact, const std::string& field);
  std::vector<Pattern> form_patterns(const QueryWord& word, const std::string& field);
  void add_phrase(const std::vector<QueryWord>& words, const SpellingRules& rules, BuiltLeaf& out);
  SpellingRules rules(bool acronyms, const std::string& field, bool exact) const;

  FormLookup forms_;
  bool exact_;
  const TermQueries& terms_;
  bool acronyms_ = false;
};

/// A pattern as text: `cease fire`.
std::string pattern_text(const Pattern& pattern);

}  // namespace demarche
