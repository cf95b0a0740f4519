// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// What the rules of folding (fold.hpp) make of a word.
struct Folding {
  std::string term;      ///< without accents
  std::string cased;     ///< with its accents
  bool accents = false;  ///< whether there are any that a stemmer wants to see
};

/// Folds a word, or a character, of valid UTF-8 by the rules. Only fold_word()
/// calls it, for what it does not know already.
Folding fold_by_rules(std::string_view word);

/// Whether `code`, which alone is folded to `alone`, is so after any text: at
/// no step do the rules join it to what stands before it.
bool folds_alone(char32_t code, const Folding& alone);

}  // namespace demarche
