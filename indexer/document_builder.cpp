// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/document_builder.hpp"

#include <xapian.h>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/calendar.hpp"
#include "common/hash.hpp"
#include "common/index/schema.hpp"
#include "common/text/analyzer.hpp"
#include "common/text/fold.hpp"
#include "common/text/stemmer.hpp"

namespace demarche {
namespace {

/// Bounds the dictionary's memory; past it it begins anew.
constexpr std::size_t max_dictionary_terms = 500'000;

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// A term of the document being built.
struct Posting {
  const std::string* term = nullptr;
  std::vector<Xapian::termpos> positions;
  Xapian::termcount wdf = 0;
};

std::string_view primary_language(std::string_view tag) { return tag.substr(0, tag.find('-')); }

}  // namespace

struct DocumentBuilder::State {
  // Terms keep their number over all documents: most words of a statement are
  // those of the last one, and a number is compared faster than a string.
  std::unordered_map<std::string, std::size_t, StringHash, std::equal_to<>> numbers;
  std::vector<Posting> postings;  ///< by term number; empty but for the terms in `used`
  std::vector<std::size_t> used;
  std::map<std::string, Stemmer, std::less<>> stemmers;
  std::string key;

  Posting& posting(std::string_view prefix, std::string_view term) {
    key.assign(prefix);
    key += term;
    auto found = numbers.find(key);
    if (found == numbers.end()) {
      found = numbers.emplace(key, postings.size()).first;
      postings.push_back({&found->first, {}, 0});
    }
    Posting& posting = postings[found->second];
    if (posting.wdf == 0) used.push_back(found->second);
    return posting;
  }

  void add(std::string_view prefix, std::string_view term, Xapian::termpos position,
           Xapian::termcount wdf) {
    Posting& found = posting(prefix, term);
    found.positions.push_back(position);
    found.wdf += wdf;
  }

  void add_stems(std::string_view prefix, Stemmer& stemmer, std::string_view term,
                 std::string_view accented, Xapian::termcount wdf) {
    for (const std::string& stem : stemmer.stems(term, accented)) posting(prefix, stem).wdf += wdf;
  }

  /// Words, stems, acronyms, tags and compounds of the title or the text.
  Xapian::termpos add_text(std::string_view text, Xapian::termpos first, Stemmer& stemmer,
                           Xapian::termcount wdf, std::uint64_t& words) {
    return analyze(text, first, [&](const Token& token) {
      switch (token.kind) {
        case TokenKind::word:
          add({}, token.term, token.position, wdf);
          add_stems(prefix::stem, stemmer, token.term, token.accented, wdf);
          ++words;
          break;
        case TokenKind::acronym:
          add(prefix::acronym, token.term, token.position, wdf);
          break;
        case TokenKind::tag:
          add(prefix::tag, token.term, token.position, wdf);
          break;
        case TokenKind::compound:
          add(prefix::compound, token.term, token.position, wdf);
          add_stems(prefix::stem, stemmer, joined_word(token.term), {}, wdf);
          break;
        case TokenKind::break_:
          break;
      }
    });
  }

  void add_title_field(std::string_view title, Stemmer& stemmer) {
    analyze(title, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word) {
        add(prefix::title, token.term, token.position, 1);
        add_stems(prefix::title_stem, stemmer, token.term, token.accented, 1);
      } else if (token.kind == TokenKind::compound) {
        add_stems(prefix::title_stem, stemmer, joined_word(token.term), {}, 1);
      }
    });
  }

  void add_field_words(std::string_view field, std::string_view value) {
    const std::string words = field_word_term(field, {});
    analyze(value, 1, [&](const Token& token) {
      if (token.kind == TokenKind::word) add(words, token.term, token.position, 1);
    });
  }

  Stemmer& stemmer(std::string_view language) {
    const std::string_view primary = primary_language(language);
    auto found = stemmers.find(primary);
    if (found == stemmers.end()) found = stemmers.emplace(primary, Stemmer(primary)).first;
    return found->second;
  }

  /// Moves what was gathered into the document, in order of terms, which is
  /// how it keeps them, and forgets it.
  void move_to(Xapian::Document& document) {
    std::sort(used.begin(), used.end(), [this](std::size_t a, std::size_t b) {
      return *postings[a].term < *postings[b].term;
    });
    for (const std::size_t number : used) {
      Posting& posting = postings[number];
      for (const Xapian::termpos position : posting.positions)
        document.add_posting(*posting.term, position, 0);
      document.add_term(*posting.term, posting.wdf);
      posting.positions.clear();
      posting.wdf = 0;
    }
    used.clear();
    if (postings.size() > max_dictionary_terms) {
      numbers.clear();
      postings.clear();
    }
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

void add_date(Xapian::Document& document, const Statement& statement) {
  const std::string_view date = statement.field("date");
  const auto span = parse_date(date.empty() ? statement.field("year") : date);
  if (!span) return;
  set_value(document, Slot::first_day, span->first);
  set_value(document, Slot::last_day, span->last);
  if (statement.field("year").empty())
    document.add_boolean_term(field_value_term("year", span->first.substr(0, 4)));
}

}  // namespace

DocumentBuilder::DocumentBuilder() : state_(std::make_unique<State>()) {}
DocumentBuilder::~DocumentBuilder() = default;

Xapian::Document DocumentBuilder::build(const Statement& statement, const std::string& root,
                                        const SourceStamp& source) {
  State& state = *state_;
  Stemmer& stemmer = state.stemmer(statement.field("language"));
  const std::string_view title = statement.field("title");
  std::uint64_t words = 0;
  Xapian::termpos next = state.add_text(title, 1, stemmer, title_weight, words);
  if (words > 0) next += paragraph_gap;
  state.add_text(statement.text, next, stemmer, 1, words);
  state.add_title_field(title, stemmer);
  for (const auto& [field, value] : statement.fields) {
    if (field != "title" && is_word_field(field)) state.add_field_words(field, value);
  }

  Xapian::Document document;
  state.move_to(document);
  document.add_boolean_term(std::string(prefix::id) + document_key(statement.id));
  document.add_boolean_term(std::string(prefix::root) + document_key(root));
  add_filters(document, statement);
  add_date(document, statement);
  set_value(document, Slot::words, Xapian::sortable_serialise(static_cast<double>(words)));
  set_value(document, Slot::id, statement.id);
  set_value(document, Slot::source, source.serialise());
  for (const auto& [slot, field] : {std::pair{Slot::issuer, "issuer"},
                                    {Slot::language, "language"},
                                    {Slot::speaker, "speaker"},
                                    {Slot::event, "event"}})
    set_value(document, slot, std::string(statement.field(field)));
  document.set_data(encode_statement(statement));
  return document;
}

std::uint64_t content_hash(const Statement& statement) {
  constexpr std::string_view end("\0", 1);
  std::uint64_t hash = fnv1a(end, fnv1a(statement.id));
  for (const auto& [name, value] : statement.fields)
    hash = fnv1a(end, fnv1a(value, fnv1a(end, fnv1a(name, hash))));
  return fnv1a(statement.text, hash);
}

}  // namespace demarche
