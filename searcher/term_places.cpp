// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/term_places.hpp"

#include <algorithm>
#include <string_view>

#include "common/index/schema.hpp"
#include "common/index/word_forms.hpp"
#include "searcher/query/term_queries.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

void add(Xapian::PositionIterator at, const Xapian::PositionIterator& end, std::uint32_t words,
         std::vector<WordPlace>& out) {
  for (; at != end; ++at) out.push_back({*at, words});
}

/// The places of the document's terms that begin so; `tail`: after how many
/// bytes a term's prefix ends.
std::vector<WordPlace> prefix_places(const Xapian::Database& database, Xapian::docid number,
                                     const std::string& beginning, std::size_t tail,
                                     bool compounds) {
  std::vector<WordPlace> found;
  auto term = database.termlist_begin(number);
  term.skip_to(beginning);
  for (; term != database.termlist_end(number) && (*term).starts_with(beginning); ++term) {
    const std::string name = *term;
    const std::string_view key = std::string_view(name).substr(tail);
    if (is_compound_form(key) != compounds) continue;
    add(term.positionlist_begin(), term.positionlist_end(),
        compounds ? compound_words(compound_of(key)) : 1, found);
  }
  std::sort(found.begin(), found.end(),
            [](const WordPlace& a, const WordPlace& b) { return a.position < b.position; });
  return found;
}

}  // namespace

std::vector<WordPlace> term_places(const Xapian::Database& database, Xapian::docid number,
                                   const std::string& field, const PatternElement& element) {
  const std::string term = term_of(field, element);
  if (element.kind == Kind::prefix || element.kind == Kind::compound_prefix)
    return prefix_places(database, number, term, term.size() - element.text.size(),
                         element.kind == Kind::compound_prefix);
  std::vector<WordPlace> found;
  add(database.positionlist_begin(number, term), database.positionlist_end(number, term),
      element.kind == Kind::compound ? compound_words(element.text) : 1, found);
  return found;
}

}  // namespace demarche
