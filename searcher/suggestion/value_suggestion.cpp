// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/suggestion/value_suggestion.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "common/edit_distance.hpp"
#include "common/index/schema.hpp"
#include "common/text/fold.hpp"
#include "common/text/utf8.hpp"
#include "searcher/query/filter_query.hpp"
#include "searcher/suggestion/suggestion.hpp"

namespace demarche {
namespace {

constexpr std::array<std::string_view, 6> value_fields = {"issuer",   "place",   "event",
                                                          "language", "session", "year"};
constexpr std::array<std::string_view, 3> word_fields = {"speaker", "post", "title"};
/// Longer values are no slip of the fingers, and the distance costs their product.
constexpr std::size_t max_value_bytes = 64;

std::size_t distance_between(const std::u32string& letters, std::string_view text,
                             std::size_t limit) {
  return edit_distance(letters, code_points(text), limit);
}

/// How far the nearest of a value's words is; where it has but one, beyond the limit.
std::size_t distance_of_word(const std::u32string& letters, const std::string& value,
                             std::size_t limit) {
  std::size_t nearest = limit + 1;
  if (value.find(' ') == std::string::npos) return nearest;
  for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
    end = value.find(' ', begin);
    const auto word = std::string_view(value).substr(begin, end - begin);
    nearest = std::min(nearest, distance_between(letters, word, limit));
  }
  return nearest;
}

/// A value, and how likely it was meant.
struct Candidate {
  std::string key = {};
  std::size_t distance = 0;
  Xapian::doccount statements = 0;

  /// Takes the other if that is nearer, or as near and more frequent.
  void improve(std::string value, std::size_t other_distance, Xapian::doccount frequency) {
    if (statements > 0 && std::pair(other_distance, statements) >= std::pair(distance, frequency))
      return;
    *this = {std::move(value), other_distance, frequency};
  }
};

/// The values of a field that are like a key.
class FieldValues {
public:
  /// `names`: of what values name; null for none.
  FieldValues(const Xapian::Database& database, std::string field, const NameTable* names = nullptr)
      : database_(database),
        field_(std::move(field)),
        start_(field_value_term(field_, "")),
        names_(names) {}

  bool has(const std::string& key) const { return database_.term_exists(start_ + key); }

  /// Filters by the value that is nearest to the key as a whole, and by the one
  /// that has a word, or the words, that are.
  std::vector<QueryNode> like(const std::string& key) const {
    const std::u32string letters = code_points(key);
    const std::size_t limit = max_edits(letters, key);
    Candidate whole, part;
    std::size_t compared = 0;
    for (auto term = database_.allterms_begin(start_);
         term != database_.allterms_end(start_) && compared < max_compared_words;
         ++term, ++compared) {
      const std::string value = (*term).substr(start_.size());
      const std::size_t distance = distance_between(letters, value, limit);
      if (distance <= limit) whole.improve(value, distance, term.get_termfreq());
      if (names_ != nullptr) add_names(value, letters, limit, term.get_termfreq(), whole);
      const bool holds = (" " + value + " ").find(" " + key + " ") != std::string::npos;
      const std::size_t of_word = holds ? 0 : distance_of_word(letters, value, limit);
      if (of_word <= limit) part.improve(value, of_word, term.get_termfreq());
    }
    std::vector<QueryNode> found;
    for (const Candidate* candidate : {&whole, &part}) {
      if (candidate->statements > 0) found.push_back(filter(as_written(candidate->key)));
    }
    return found;
  }

  QueryNode filter(std::string value) const {
    QueryNode node;
    node.kind = NodeKind::filter;
    node.name = field_;
    node.text = std::move(value);
    return node;
  }

private:
  static std::size_t max_edits(const std::u32string& letters, std::string_view key) {
    const bool is_slip =
        key.size() <= max_value_bytes && key.find_first_of("0123456789") == std::string_view::npos;
    return is_slip ? likely_edits(letters.size()) : 0;
  }

  /// The other names of what a value names find it, too.
  void add_names(const std::string& value, const std::u32string& letters, std::size_t limit,
                 Xapian::doccount statements, Candidate& nearest) const {
    for (const std::string_view name : names_->value(value).names) {
      const std::size_t distance = distance_between(letters, value_key(name), limit);
      if (distance <= limit) nearest.improve(std::string(name), distance, statements);
    }
  }

  /// The value that has the key, as a statement has it where that is kept as a value.
  std::string as_written(const std::string& key) const {
    const bool is_kept = field_ == "issuer" || field_ == "event";
    const auto statement = database_.postlist_begin(start_ + key);
    if (!is_kept || statement == database_.postlist_end(start_ + key)) return key;
    const Slot slot = field_ == "issuer" ? Slot::issuer : Slot::event;
    std::string value =
        database_.get_document(*statement).get_value(static_cast<Xapian::valueno>(slot));
    return value_key(value) == key ? value : key;
  }

  const Xapian::Database& database_;
  std::string field_;
  std::string start_;  ///< of its terms
  const NameTable* names_;
};

QueryNode within_field(std::string_view field, const std::string& text) {
  QueryNode value;
  value.kind = text.find(' ') == std::string::npos ? NodeKind::word : NodeKind::phrase;
  value.text = text;
  QueryNode node;
  node.kind = NodeKind::field;
  node.text = field;
  node.children.push_back(std::move(value));
  return node;
}

/// A field and the value that it is to have.
struct FieldValue {
  std::string field;
  std::string text;  ///< as typed
  std::string key;
};

std::optional<FieldValue> value_of(const QueryNode& part) {
  static constexpr std::array<std::string_view, 6> no_values = {"date", "since", "until",
                                                                "id",   "cites", "url"};
  if (part.kind == NodeKind::field) {
    const QueryNode& child = part.children.front();
    const bool is_value = child.kind == NodeKind::word || child.kind == NodeKind::phrase;
    if (!is_value || child.prefix || child.distance) return std::nullopt;
    return FieldValue{part.text, child.text, value_key(child.text)};
  }
  const bool has_values =
      part.kind == NodeKind::filter && !part.prefix &&
      std::find(no_values.begin(), no_values.end(), part.name) == no_values.end();
  if (!has_values) return std::nullopt;
  return FieldValue{part.name, part.text, value_key(part.text)};
}

/// Whether each word stands in the field somewhere.
bool has_words(const Xapian::Database& database, std::string_view field, const std::string& key) {
  for (std::size_t begin = 0, end = 0; end != std::string::npos; begin = end + 1) {
    end = key.find(' ', begin);
    const std::string word = key.substr(begin, end - begin);
    const std::string term =
        field == "title" ? std::string(prefix::title) + word : field_word_term(field, word);
    if (!database.term_exists(term)) return false;
  }
  return true;
}

}  // namespace

std::vector<QueryNode> meant_values(const QueryNode& part, const StatementIndex& index,
                                    const NameTable* names) {
  const auto meant = value_of(part);
  if (!meant || meant->key.empty()) return {};
  const auto& [field, text, key] = *meant;
  const Xapian::Database& database = index.database();
  std::vector<QueryNode> found;
  if (part.kind == NodeKind::filter) {
    found = FieldValues(database, field, holds_names(field) ? names : nullptr).like(key);
  }
  for (const std::string_view other : value_fields) {
    const FieldValues values(database, std::string(other));
    if (other != field && values.has(key)) found.push_back(values.filter(text));
  }
  std::vector<std::string> fields(word_fields.begin(), word_fields.end());
  fields.insert(fields.end(), index.user_fields().begin(), index.user_fields().end());
  for (const std::string& other : fields) {
    if (other != field && has_words(database, other, key))
      found.push_back(within_field(other, text));
  }
  if (found.size() > max_meant_values) found.resize(max_meant_values);
  return found;
}

}  // namespace demarche
