// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/form_lookup.hpp"
#include "searcher/query/name_spans.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/query/spellings.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {

/// Words that can be a name of several things, of which none was added.
struct AmbiguousName {
  std::string typed;
  std::vector<std::string_view> meanings;  ///< of the NameTable
};

/// A leaf, and how to tell people of it.
struct BuiltLeaf {
  QueryLeaf leaf;
  std::string understood;              ///< `verify (verified, verifies)`
  std::vector<std::string> spellings;  ///< other than typed: `cease fire`
  bool cut = false;                    ///< there were more spellings than were tried
  std::vector<AmbiguousName> ambiguous = {};
};

/// Says what patterns a word or phrase of the query stands for: its forms, its
/// acronym, its other spellings, the other names of what it names. One thread.
class LeafBuilder {
public:
  /// `exact`: no other forms of a word anywhere, nor other names. `names`: null
  /// where names find themselves alone. All outlive the object.
  LeafBuilder(const StatementIndex& index, bool exact, const TermQueries& terms,
              const NameTable* names);

  /// Whether capitals mean acronyms (meaning_of_capitals()).
  void set_acronyms(bool acronyms) { acronyms_ = acronyms; }

  /// Words typed in one piece, mostly one. `field` is empty for title and text.
  /// `in_name`: they are part of a longer name, and none themselves.
  BuiltLeaf piece(std::vector<QueryWord> words, bool exact, const std::string& field,
                  bool in_name = false);
  BuiltLeaf phrase(const std::vector<QueryWord>& words, bool exact, const std::string& field);
  /// A word in any of its forms.
  BuiltLeaf inflected(const QueryWord& word, const std::string& field);
  /// The names that operands side by side make together.
  std::vector<NameSpan> names_of(const std::vector<QueryNode>& operands) const;
  /// A name of several operands, typed as `words`, and the other names of what
  /// it names; nothing but `ambiguous` where it has several meanings.
  BuiltLeaf name(const FoundName& name, const std::vector<QueryWord>& words,
                 const std::string& field);
  /// The one word that a node is, where it is looked for in any of its forms.
  std::optional<QueryWord> plain_word(const QueryNode& node) const;

private:
  BuiltLeaf single(const QueryWord& word, bool exact, const std::string& field);
  BuiltLeaf chain(const std::vector<QueryWord>& words, bool exact, const std::string& field,
                  std::vector<NameSpan> names);
  std::vector<Pattern> form_patterns(const QueryWord& word, const std::string& field);
  void add_phrase(const std::vector<QueryWord>& words, const SpellingRules& rules, BuiltLeaf& out);
  SpellingRules rules(bool acronyms, const std::string& field, bool exact) const;
  std::vector<NameSpan> names_in(const std::vector<QueryWord>& words, bool exact) const;
  std::vector<Pattern> name_patterns(std::string_view name, const std::string& field, bool& cut);
  void add_names(const FoundName& name, const std::vector<QueryWord>& typed, BuiltLeaf& out);
  static std::string other_names(std::size_t count);
  void add_spellings(std::vector<NameSpan> spans, const std::vector<QueryWord>& words,
                     SpellingRules& rules, BuiltLeaf& out);

  FormLookup forms_;
  bool exact_;
  const TermQueries& terms_;
  const NameTable* names_;
  bool acronyms_ = false;
};

/// A pattern as text: `cease fire`.
std::string pattern_text(const Pattern& pattern);

}  // namespace demarche
