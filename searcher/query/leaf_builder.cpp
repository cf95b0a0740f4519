// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/leaf_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "common/text/compounds.hpp"
#include "common/text/token.hpp"

namespace demarche {
namespace {

using Kind = PatternElement::Kind;

/// Takes possessives and elisions off words that are looked for by stem.
void drop_clitics(std::vector<QueryWord>& words) {
  const auto is_clitic = [](const QueryWord& word) { return word.clitic; };
  if (std::all_of(words.begin(), words.end(), is_clitic)) return;
  for (std::size_t i = words.size(); i-- > 0;) {
    if (!words[i].clitic) continue;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    for (QueryWord& word : words) word.compound_end -= word.compound_end > i ? 1 : 0;
  }
}

/// Whether words in one piece are tied by hyphens (`UN-led`), and are not the
/// parts of a symbol (`A/RES/75/1`), whose letter case says nothing.
bool is_chain(const std::vector<QueryWord>& words) {
  return words.front().compound_end == words.size();
}

bool is_one_name(const std::vector<NameSpan>& spans, const std::vector<QueryWord>& words) {
  return spans.size() == 1 && spans.front().begin == 0 && spans.front().end == words.size();
}

/// Forms beyond so many are counted, not named.
constexpr std::size_t max_named_forms = 8;

std::string forms_text(const QueryWord& word, const std::vector<Pattern>& forms) {
  std::vector<std::string> names;
  for (std::size_t i = 1; i < forms.size(); ++i) {
    const std::vector<std::string>& languages = forms[i].front().languages;
    std::string name = pattern_text(forms[i]);
    if (!languages.empty()) name += fmt::format(" in {}", fmt::join(languages, "/"));
    // A compound may stand twice: with its hyphen within a line and at its end.
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
  if (names.empty()) return word.term;
  const std::size_t more = names.size() - std::min(names.size(), max_named_forms);
  names.resize(names.size() - more);
  return fmt::format("{} ({}{})", word.term, fmt::join(names, ", "),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

}  // namespace

std::string pattern_text(const Pattern& pattern) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const PatternElement& element = pattern[i];
    if (i > 0) out += ' ';
    if (element.kind != Kind::compound) {
      out += element.text;
      continue;
    }
    const std::string parts = element.text.substr(joined_word(element.text).size() + 1);
    out += parts;
    // The parts that follow belong to it.
    i += static_cast<std::size_t>(std::count(parts.begin(), parts.end(), '-'));
  }
  return out;
}

LeafBuilder::LeafBuilder(const StatementIndex& index, bool exact, const TermQueries& terms,
                         const NameTable* names)
    : forms_(index), exact_(exact), terms_(terms), names_(names) {}

/// Adds the words as a phrase in each of its spellings.
void LeafBuilder::add_phrase(const std::vector<QueryWord>& words, const SpellingRules& rules,
                             BuiltLeaf& out) {
  out.leaf.patterns = phrase_patterns(words, rules, out.cut);
  for (std::size_t i = 1; i < out.leaf.patterns.size(); ++i)
    out.spellings.push_back(pattern_text(out.leaf.patterns[i]));
}

BuiltLeaf LeafBuilder::piece(std::vector<QueryWord> words, bool exact, const std::string& field,
                             bool in_name) {
  exact = exact || exact_;
  const std::vector<QueryWord> whole = words;
  if (!exact) drop_clitics(words);
  std::vector<NameSpan> spans;
  if (!in_name) spans = names_in(whole, exact);
  if (!in_name && !is_one_name(spans, whole)) {
    // The parts of a symbol name nothing: `S/PV.9000`, an address.
    const bool may_hold = words.size() == 1 || is_chain(words);
    spans = may_hold ? names_in(words, exact) : std::vector<NameSpan>{};
  }
  const bool is_name = is_one_name(spans, whole) || is_one_name(spans, words);
  FoundName name;
  if (is_name) name = std::move(std::exchange(spans, {}).front().name);
  BuiltLeaf built = words.size() == 1 ? single(words.front(), exact, field)
                                      : chain(words, exact, field, std::move(spans));
  if (is_name) {
    const std::size_t before = built.spellings.size();
    add_names(name, words, built);
    const std::size_t added = built.spellings.size() - before;
    if (added > 0) built.understood += other_names(added);
  }
  return built;
}

BuiltLeaf LeafBuilder::chain(const std::vector<QueryWord>& words, bool exact,
                             const std::string& field, std::vector<NameSpan> names) {
  BuiltLeaf built{{field, {}, false}, {}, {}, false};
  SpellingRules spelling = rules(is_chain(words), field, exact);
  add_spellings(std::move(names), words, spelling, built);
  add_phrase(words, spelling, built);
  built.understood = fmt::format("\"{}\"", pattern_text(built.leaf.patterns.front()));
  if (!exact && is_chain(words) && !words.back().prefix) {
    QueryWord joined;
    for (const QueryWord& word : words) joined.term += word.term;
    for (Pattern& pattern : form_patterns(joined, field))
      add_pattern(built.leaf.patterns, std::move(pattern));
  }
  return built;
}

BuiltLeaf LeafBuilder::phrase(const std::vector<QueryWord>& words, bool exact,
                              const std::string& field) {
  exact = exact || exact_;
  BuiltLeaf built{{field, {}, false}, {}, {}, false};
  SpellingRules spelling = rules(true, field, exact);
  add_spellings(names_in(words, exact), words, spelling, built);
  add_phrase(words, spelling, built);
  built.understood = fmt::format("\"{}\"", pattern_text(built.leaf.patterns.front()));
  return built;
}

BuiltLeaf LeafBuilder::single(const QueryWord& word, bool exact, const std::string& field) {
  const auto only = [&field](Kind kind, const std::string& text, std::string understood) {
    return BuiltLeaf{{field, {{{kind, text}}}, false}, std::move(understood), {}, false};
  };
  if (word.prefix) {
    BuiltLeaf built =
        only(Kind::prefix, word.term,
             fmt::format("{}* ({} words)", word.term, terms_.count_words(field, word.term)));
    // `ceasef*` finds `cease-fire`, too.
    if (field.empty() || field == "title")
      built.leaf.patterns.push_back({{Kind::compound_prefix, word.term}});
    return built;
  }
  if (!word.tag.empty() && field.empty()) return only(Kind::tag, word.tag, word.tag);
  if (word.capitals && (acronyms_ || exact) && field.empty())
    return only(Kind::acronym, word.term, fmt::format("{} (in capitals)", word.term));
  if (!exact) return inflected(word, field);
  BuiltLeaf built = only(Kind::word, word.term, fmt::format("{} (this form alone)", word.term));
  // A word that a line's end parts is still that form.
  add_phrase({word}, rules(false, field, true), built);
  return built;
}

BuiltLeaf LeafBuilder::inflected(const QueryWord& word, const std::string& field) {
  BuiltLeaf built{{field, form_patterns(word, field), false}, {}, {}, false};
  built.understood = forms_text(word, built.leaf.patterns);
  const auto parts = open_parts(word.term);
  if (parts && field.empty()) {
    built.leaf.patterns.push_back(
        {{Kind::word, std::string(parts->first)}, {Kind::word, std::string(parts->second)}});
    built.spellings.push_back(pattern_text(built.leaf.patterns.back()));
  }
  return built;
}

/// A word in each of its forms, as typed first. Other fields than the title
/// and the text hold what somebody typed there: names, which have no forms.
std::vector<Pattern> LeafBuilder::form_patterns(const QueryWord& word, const std::string& field) {
  if (!field.empty() && field != "title") return {{{Kind::word, word.term}}};
  std::vector<Pattern> patterns;
  for (PatternElement& element : forms_.forms_of(word.term, word.accented))
    patterns.push_back({std::move(element)});
  return patterns;
}

std::optional<QueryWord> LeafBuilder::plain_word(const QueryNode& node) const {
  if (exact_ || node.kind != NodeKind::word || node.exact || node.prefix) return std::nullopt;
  std::vector<QueryWord> words = query_words(node.text, false);
  if (words.size() != 1 || (acronyms_ && words.front().capitals) || !words.front().tag.empty())
    return std::nullopt;
  return std::move(words.front());
}

/// Fields other than the text hold neither acronyms nor compounds.
SpellingRules LeafBuilder::rules(bool acronyms, const std::string& field, bool exact) const {
  if (!field.empty())
    return {false, !exact, [](const std::string&) { return std::vector<std::string>{}; }};
  return {acronyms && acronyms_, !exact,
          [this, exact](const std::string& word) { return terms_.compounds(word, exact); }};
}

}  // namespace demarche
