// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/form_lookup.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "common/text/token.hpp"

namespace demarche {

using Kind = PatternElement::Kind;

FormLookup::FormLookup(const StatementIndex& index) : index_(index) {
  for (const std::string& language : index.languages())
    stemmers_.emplace_back(language, Stemmer(language));
}

/// Whether statements of a language have the form at all.
bool FormLookup::stands_in(const std::string& language, Stemmer& stemmer, const std::string& form) {
  const auto stems =
      stemmer.stems(is_compound_form(form) ? joined_word(form) : std::string_view(form), {});
  return std::any_of(stems.begin(), stems.end(), [&](const std::string& stem) {
    const WordForms& forms = index_.forms(language, stem);
    return std::binary_search(forms.begin(), forms.end(), form);
  });
}

std::vector<PatternElement> FormLookup::forms_of(const std::string& term,
                                                 const std::string& accented) {
  std::map<std::string, std::set<std::string>> languages_of;  // by form
  for (auto& [language, stemmer] : stemmers_) {
    for (const std::string& stem : stemmer.stems(term, accented)) {
      for (const std::string& form : index_.forms(language, stem))
        languages_of[form].insert(language);
    }
  }
  languages_of.erase(term);
  std::vector<PatternElement> elements{{Kind::word, term}};
  for (const auto& [form, languages] : languages_of) {
    PatternElement element{is_compound_form(form) ? Kind::compound : Kind::word, form};
    const bool is_another_word_elsewhere = std::any_of(
        stemmers_.begin(), stemmers_.end(), [&, &form = form, &languages = languages](auto& other) {
          return !languages.contains(other.first) && stands_in(other.first, other.second, form);
        });
    if (is_another_word_elsewhere) element.languages.assign(languages.begin(), languages.end());
    elements.push_back(std::move(element));
  }
  return elements;
}

}  // namespace demarche
