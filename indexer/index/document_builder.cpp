// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/document_builder.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "common/calendar.hpp"
#include "common/index/extent.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"
#include "common/text/landmark.hpp"
#include "common/text/stemmer.hpp"
#include "indexer/index/digest.hpp"
#include "indexer/index/term_dictionary.hpp"

namespace demarche {
namespace {

std::string_view primary_language(std::string_view tag) { return tag.substr(0, tag.find('-')); }

/// The terms that statements of one language have.
struct LanguageTerms {
  TermDictionary terms;
  /// "term\naccented", where they differ: each may have a stem of its own.
  std::unordered_set<std::string> accented;
};

}  // namespace

/// Gathers the terms of one document. What stands in vectors by slot is of the
/// document being built; a slot is where one of its terms stands in them.
struct DocumentBuilder::State {
  struct Occurrence {
    std::uint32_t slot;
    Xapian::termpos position;
  };
  struct Seen {
    std::uint32_t document = 0;  ///< the last one that had the term
    std::uint32_t slot = 0;
  };

  State(std::string_view dictionary, std::size_t most_terms)
      : max_terms(most_terms), encoder(dictionary) {}

  std::size_t max_terms;
  StatementEncoder encoder;
  std::map<std::string, LanguageTerms, std::less<>> languages;
  LanguageTerms* language = nullptr;
  std::map<const LanguageTerms*, std::vector<Seen>> seen_of;
  std::vector<Seen>* seen = nullptr;  ///< by term number
  std::uint32_t document = 0;
  std::vector<std::uint32_t> terms;    ///< by slot: its number
  std::vector<Xapian::termcount> wdf;  ///< by slot
  std::vector<std::uint32_t> counts;   ///< by slot: occurrences
  std::vector<Occurrence> occurrences;
  std::vector<Xapian::termpos> positions;  ///< of `occurrences`, those of one slot together
  std::string key;

  void begin(std::string_view tag) {
    const std::string_view primary = primary_language(tag);
    auto found = languages.find(primary);
    if (found == languages.end()) found = languages.emplace(primary, LanguageTerms{}).first;
    language = &found->second;
    seen = &seen_of[language];
    ++document;
    terms.clear();
    wdf.clear();
    counts.clear();
    occurrences.clear();
  }

  void add(std::string_view term, Xapian::termpos position, Xapian::termcount weight) {
    const std::uint32_t number = language->terms.number(term);
    if (number >= seen->size()) seen->resize(number + 1);
    Seen& last = (*seen)[number];
    if (last.document != document) {
      last = {document, static_cast<std::uint32_t>(terms.size())};
      terms.push_back(number);
      wdf.push_back(0);
      counts.push_back(0);
    }
    wdf[last.slot] += weight;
    ++counts[last.slot];
    occurrences.push_back({last.slot, position});
  }

  void add(std::string_view prefix, std::string_view term, Xapian::termpos position,
           Xapian::termcount weight) {
    key.assign(prefix);
    key += term;
    add(key, position, weight);
  }

  void note_accents(const Token& token) {
    if (token.accented.empty()) return;
    key.assign(token.term);
    key += '\n';
    key += token.accented;
    language->accented.insert(key);
  }

  /// Words, acronyms, tags, compounds and citations of the title or the text.
  Xapian::termpos add_text(std::string_view text, Xapian::termpos first, Xapian::termcount weight,
                           std::uint64_t& words, LandmarkFinder* landmarks = nullptr) {
    return analyze(text, first, [&](const Token& token) {
      if (landmarks != nullptr) landmarks->note(token);
      switch (token.kind) {
        case TokenKind::word:
          add(token.term, token.position, weight);
          note_accents(token);
          ++words;
          break;
        case TokenKind::acronym:
          add(prefix::acronym, token.term, token.position, weight);
          break;
        case TokenKind::tag:
          add(prefix::tag, token.term, token.position, weight);
          break;
        case TokenKind::compound:
          add(prefix::compound, compound_key(token.term), token.position, weight);
          break;
        case TokenKind::citation:
          add(prefix::citation, token.term, token.position, weight);
          break;
        case TokenKind::break_:
          break;
      }
    });
  }

  void add_title_field(std::string_view title) {
    analyze(title, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word) add(prefix::title, token.term, token.position, 1);
      if (token.kind == TokenKind::compound)
        add(prefix::title, compound_key(token.term), token.position, 1);
    });
  }

  void add_field_words(std::string_view field, std::string_view value) {
    const std::string words = field_word_term(field, {});
    analyze(value, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word) add(words, token.term, token.position, 1);
    });
  }

  /// Puts what was gathered into the document, term by term.
  void move_to(Xapian::Document& out) {
    std::uint32_t begin = 0;
    for (std::uint32_t& count : counts) begin += std::exchange(count, begin);
    positions.resize(occurrences.size());
    for (const Occurrence& one : occurrences) positions[counts[one.slot]++] = one.position;
    // counts[slot] is now where the positions of the next slot begin.
    std::uint32_t at = 0;
    for (std::size_t slot = 0; slot < terms.size(); ++slot) {
      const std::string& term = language->terms.term(terms[slot]);
      out.add_posting(term, positions[at], wdf[slot]);
      for (++at; at < counts[slot]; ++at) out.add_posting(term, positions[at], 0);
    }
  }

  /// The words and compounds of a language with each of their stems, sorted.
  std::vector<std::pair<std::string, std::string>> stems_and_forms(const std::string& name,
                                                                   const LanguageTerms& from) {
    Stemmer stemmer(name);
    std::vector<std::pair<std::string, std::string>> found;
    const auto add = [&](std::string_view word, std::string_view accented, std::string_view form) {
      for (std::string& stem : stemmer.stems(word, accented))
        found.emplace_back(std::move(stem), form);
    };
    for (std::uint32_t number = 0; number < from.terms.size(); ++number) {
      const std::string& term = from.terms.term(number);
      if (term.starts_with(prefix::compound)) {
        const std::string compound =
            compound_of(std::string_view(term).substr(prefix::compound.size()));
        add(joined_word(compound), {}, compound);
      } else if (!(term.front() >= 'A' && term.front() <= 'Z')) {
        add(term, {}, term);  // no prefix: a word, which is folded
      }
    }
    for (const std::string& pair : from.accented) {
      const std::size_t end = pair.find('\n');
      const std::string_view term = std::string_view(pair).substr(0, end);
      add(term, std::string_view(pair).substr(end + 1), term);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }
};

namespace {

void set_value(Xapian::Document& document, Slot slot, const std::string& value) {
  document.add_value(static_cast<Xapian::valueno>(slot), value);
}

/// Terms that select and don't rank, for whole field values.
void add_filters(Xapian::Document& document, const Statement& statement) {
  for (const auto& [field, value] : statement.fields) {
    if (field == "language")
      document.add_boolean_term(field_value_term(field, primary_language(value)));
    else if (field != "title" && field != "date")
      document.add_boolean_term(field_value_term(field, value_key(value)));
  }
}

std::vector<Landmark> relative_to(std::uint32_t first, std::vector<Landmark> landmarks) {
  for (Landmark& landmark : landmarks) landmark.position -= first;
  return landmarks;
}

std::string age_of(std::string day) {
  for (char& digit : day) digit = static_cast<char>('0' + ('9' - digit));
  return day;
}

void add_date(Xapian::Document& document, const Statement& statement, std::uint64_t words) {
  const std::string_view date = statement.field("date");
  const auto span = parse_date(date.empty() ? statement.field("year") : date);
  set_value(document, Slot::extent,
            encode_extent({span ? extent_date(*span) : std::string(), words}));
  if (!span) return;
  set_value(document, Slot::first_day, span->first);
  set_value(document, Slot::last_day, span->last);
  set_value(document, Slot::age, age_of(span->first));
  if (statement.field("year").empty())
    document.add_boolean_term(field_value_term("year", span->first.substr(0, 4)));
}

}  // namespace

DocumentBuilder::DocumentBuilder(std::string_view dictionary, std::size_t max_terms)
    : state_(std::make_unique<State>(dictionary, max_terms)) {}
DocumentBuilder::~DocumentBuilder() = default;

Xapian::Document DocumentBuilder::build(const IndexedStatement& input) {
  State& state = *state_;
  const Statement& statement = input.statement;
  state.begin(statement.field("language"));
  const std::string_view title = statement.field("title");
  std::uint64_t words = 0;
  const std::uint32_t next = first_text_position(state.add_text(title, 1, title_weight, words));
  LandmarkFinder landmarks(statement.text);
  state.add_text(statement.text, next, 1, words, &landmarks);
  state.add_title_field(title);
  for (const auto& [field, value] : statement.fields) {
    if (field != "title" && is_word_field(field)) state.add_field_words(field, value);
  }

  Xapian::Document document;
  state.move_to(document);
  document.add_boolean_term(std::string(prefix::id) + document_key(statement.id));
  document.add_boolean_term(std::string(prefix::identity) + input.identity);
  document.add_boolean_term(std::string(prefix::source) + input.source);
  add_filters(document, statement);
  add_date(document, statement, words);
  set_value(document, Slot::id, statement.id);
  set_value(document, Slot::content, bytes_of(input.content));
  set_value(document, Slot::seen, Xapian::sortable_serialise(static_cast<double>(input.seen_s)));
  for (const auto& [slot, field] : {std::pair{Slot::issuer, "issuer"},
                                    {Slot::language, "language"},
                                    {Slot::speaker, "speaker"},
                                    {Slot::event, "event"}})
    set_value(document, slot, std::string(statement.field(field)));
  document.set_data(state.encoder.encode(statement, relative_to(next, landmarks.landmarks())));
  return document;
}

void DocumentBuilder::take_forms(
    const std::function<void(const std::string& key, const WordForms&)>& sink) {
  for (auto& [name, terms] : std::exchange(state_->languages, {})) {
    const auto pairs = state_->stems_and_forms(name, terms);
    for (auto first = pairs.begin(); first != pairs.end();) {
      WordForms forms;
      const std::string& stem = first->first;
      for (; first != pairs.end() && first->first == stem; ++first) forms.push_back(first->second);
      sink(forms_key(name, stem), forms);
    }
  }
  state_->seen_of.clear();
}

bool DocumentBuilder::is_full() const {
  std::size_t terms = 0;
  for (const auto& [name, known] : state_->languages)
    terms += known.terms.size() + known.accented.size();
  return terms > state_->max_terms;
}

}  // namespace demarche
