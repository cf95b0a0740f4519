// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text/stemmer.hpp"
#include "searcher/query/pattern.hpp"
#include "searcher/statement_index.hpp"

namespace demarche {

/// The words that a query word stands for, by the index's table of word forms:
/// in the statements of each language, those that have a stem in common with
/// it there. One thread.
class FormLookup {
public:
  /// `index` outlives the object.
  explicit FormLookup(const StatementIndex& index);

  /// `term` itself first, in statements of any language, then the other forms
  /// by the alphabet, compounds (`cease-fires`) among them. A form of one
  /// language that is another word in statements of a second language is
  /// bound to the first: `not` is a form of `note` in French alone.
  std::vector<PatternElement> forms_of(const std::string& term, const std::string& accented);

private:
  bool stands_in(const std::string& language, Stemmer& stemmer, const std::string& form);

  const StatementIndex& index_;
  std::vector<std::pair<std::string, Stemmer>> stemmers_;  ///< by language
};

}  // namespace demarche
