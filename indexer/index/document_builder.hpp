// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "common/index/word_forms.hpp"
#include "common/statement.hpp"

namespace Xapian {
class Document;
}

namespace demarche {

/// A statement on its way into the index.
struct IndexedStatement {
  Statement statement;        ///< complete (FieldSources::complete)
  std::string source;         ///< source_key() of the file it came from
  std::string identity;       ///< identity_of() it
  std::uint64_t content = 0;  ///< content_hash()
  std::int64_t seen_s = 0;    ///< when this wording was first indexed, since the epoch
};

/// What a statement weighs where those of a segment are counted: its text and fields, and
/// something for itself.
inline std::size_t cost_bytes(const IndexedStatement& input) {
  std::size_t bytes = input.statement.text.size() + 200;
  for (const auto& [name, value] : input.statement.fields) bytes += name.size() + value.size();
  return bytes;
}

/// Turns statements into Xapian documents, by the one analyzer and the schema.
/// Keeps the words it has seen, for speed and for the table of word forms. Not
/// thread-safe: one object a thread.
class DocumentBuilder {
public:
  /// Some 40 MB of words.
  static constexpr std::size_t default_max_terms = 400'000;

  /// `dictionary`: for the statements' texts, see StatementEncoder. `max_terms`: how many words
  /// it may know before it is full.
  explicit DocumentBuilder(std::string_view dictionary, std::size_t max_terms = default_max_terms);
  ~DocumentBuilder();

  Xapian::Document build(const IndexedStatement& input);

  /// Gives `sink` a row of the table of word forms for each stem of the words
  /// seen so far, ordered by forms_key() within a language, and forgets them.
  void take_forms(const std::function<void(const std::string& key, const WordForms&)>& sink);
  /// Whether the words seen fill the memory meant for them: time for take_forms().
  bool is_full() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace demarche
