// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/excerpt/term_places.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

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

bool is_prefix(const PatternElement& element) {
  return element.kind == Kind::prefix || element.kind == Kind::compound_prefix;
}

/// What the terms of a prefix have in common: how they begin, and what follows.
struct Prefix {
  explicit Prefix(const std::string& field, const PatternElement& element)
      : beginning(term_of(field, element)),
        tail(beginning.size() - element.text.size()),
        compounds(element.kind == Kind::compound_prefix) {}

  /// How many words such a term stands for; none where it is none of the prefix's:
  /// the terms of the title's compounds begin like those of its words.
  std::uint32_t words(std::string_view term) const {
    const std::string_view form = term.substr(tail);
    if (is_compound_form(form) != compounds) return 0;
    return compounds ? compound_words(compound_of(form)) : 1;
  }

  std::string beginning;
  std::size_t tail;  ///< bytes of a term before its word
  bool compounds;
};

std::vector<WordPlace> in_order(std::vector<WordPlace> places) {
  std::sort(places.begin(), places.end(),
            [](const WordPlace& a, const WordPlace& b) { return a.position < b.position; });
  return places;
}

std::vector<WordPlace> prefix_places(const Xapian::Database& database, Xapian::docid number,
                                     const Prefix& prefix) {
  std::vector<WordPlace> found;
  auto term = database.termlist_begin(number);
  term.skip_to(prefix.beginning);
  for (; term != database.termlist_end(number) && (*term).starts_with(prefix.beginning); ++term) {
    if (const std::uint32_t words = prefix.words(*term))
      add(term.positionlist_begin(), term.positionlist_end(), words, found);
  }
  return in_order(std::move(found));
}

/// To look up a term costs about as much as a tenth of reading all terms of a speech.
constexpr std::size_t max_looked_up = 16;

}  // namespace

std::vector<WordPlace> term_places(const Xapian::Database& database, Xapian::docid number,
                                   const std::string& field, const PatternElement& element) {
  if (is_prefix(element)) return prefix_places(database, number, Prefix(field, element));
  const std::string term = term_of(field, element);
  std::vector<WordPlace> found;
  add(database.positionlist_begin(number, term), database.positionlist_end(number, term),
      element.kind == Kind::compound ? compound_words(element.text) : 1, found);
  return found;
}

const std::vector<std::string>& TermPlaces::terms_beginning(const std::string& beginning) {
  const auto [found, is_new] = terms_.try_emplace(beginning);
  std::vector<std::string>& terms = found->second;
  if (!is_new) return terms;
  for (auto term = database_.allterms_begin(beginning);
       term != database_.allterms_end(beginning) && terms.size() <= max_looked_up; ++term)
    terms.push_back(*term);
  if (terms.size() > max_looked_up) terms.clear();
  return terms;
}

std::vector<WordPlace> TermPlaces::of(Xapian::docid number, const PatternElement& element) {
  if (!is_local_ || !is_prefix(element)) return term_places(database_, number, {}, element);
  const Prefix prefix({}, element);
  const std::vector<std::string>& terms = terms_beginning(prefix.beginning);
  if (terms.empty()) return prefix_places(database_, number, prefix);
  std::vector<WordPlace> found;
  for (const std::string& term : terms) {
    if (const std::uint32_t words = prefix.words(term))
      add(database_.positionlist_begin(number, term), database_.positionlist_end(number, term),
          words, found);
  }
  return in_order(std::move(found));
}

}  // namespace demarche
