// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

// The index holds words as they stand and no stems. A table in its metadata
// says, for each language and stem, which words of statements in that language
// have it; a query word stands for all of them. Half of an index's postings
// would be stems; so phrases have stems at hand too, one index serves every
// language, and a stemmer may change without a new index.

namespace demarche {

/// The table's key for a stem: metadata_key::forms, the primary subtag of the
/// language, a colon, the stem. In a language without a stemmer a word is its
/// own stem.
std::string forms_key(std::string_view language, std::string_view stem);

/// Words of one stem, sorted and each once: words as the analyzer gives them,
/// and compounds ("ceasefires:cease-fires"), whose joined word has the stem.
using WordForms = std::vector<std::string>;

/// A row of the table as it is stored: the forms, each with a line feed between.
std::string encode_forms(const WordForms& forms);
WordForms decode_forms(std::string_view stored);
/// The row that holds the forms of both.
std::string united_forms(std::string_view one, std::string_view other);

/// Whether a form is a compound and no plain word.
constexpr bool is_compound_form(std::string_view form) {
  return form.find_first_of(":|") != std::string_view::npos;
}

}  // namespace demarche
