// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/history.hpp"

#include <xapian.h>

#include <algorithm>
#include <dtl/dtl.hpp>
#include <set>
#include <span>
#include <string_view>
#include <unordered_map>

#include "common/index/copies.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "common/index/versions.hpp"
#include "common/text/sentences.hpp"

namespace demarche {
namespace {

using Sentences = std::vector<std::string>;

/// Comparing takes time and memory in proportion to the sentences times those that
/// differ; stretches of more without a sentence in common are said to differ as a whole.
constexpr std::size_t max_differing = 20'000;

std::uint32_t first_document(const Xapian::Database& database, const std::string& term) {
  const auto posting = database.postlist_begin(term);
  return posting == database.postlist_end(term) ? 0U : *posting;
}

/// The first that an index has under the key.
std::string any_metadata(const StatementIndex& index, const std::string& key) {
  const std::vector<std::string> found = index.metadata(key);
  return found.empty() ? std::string() : found.front();
}

/// What all indexes together have under the key.
std::string united_metadata(const StatementIndex& index, const std::string& key,
                            std::string (*unite)(std::string_view, std::string_view)) {
  std::string all;
  for (const std::string& stored : index.metadata(key))
    all = all.empty() ? stored : unite(all, stored);
  return all;
}

std::vector<Copy> copies_of(const StatementIndex& index, std::string_view identity) {
  return decode_copies(united_metadata(index, copies_key(identity), united_copies));
}

Wording read_wording(const StatementIndex& index, std::uint32_t number) {
  const Xapian::Document document = index.database().get_document(number);
  StatementDecoder decoder([&](std::uint32_t dictionary) { return index.dictionary(dictionary); });
  Wording wording;
  wording.statement = decoder.decode(document.get_data()).statement;
  wording.statement.id = document.get_value(static_cast<unsigned>(Slot::id));
  wording.from_s = static_cast<std::int64_t>(
      Xapian::sortable_unserialise(document.get_value(static_cast<unsigned>(Slot::seen))));
  for (const Copy& copy : copies_of(index, term_tail(index.database(), number, prefix::identity)))
    wording.copies.push_back(copy.id);
  return wording;
}

/// Makes the wording of a statement that of its copy.
void become_copy(Wording& wording, const Copy& copy) {
  std::replace(wording.copies.begin(), wording.copies.end(), copy.id, wording.statement.id);
  wording.statement.id = copy.id;
  wording.statement.fields.erase("url");
  if (!copy.url.empty()) wording.statement.fields["url"] = copy.url;
  wording.from_s = copy.seen_s;
}

/// Takes off what both begin and end with.
void take_off_common(std::span<const std::string>& a, std::span<const std::string>& b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a = a.subspan(1);
    b = b.subspan(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a = a.first(a.size() - 1);
    b = b.first(b.size() - 1);
  }
}

using Span = std::span<const std::string>;

/// Appends the changes between two stretches of sentences.
void add_changes(Span a, Span b, std::vector<SentenceChange>& changes) {
  take_off_common(a, b);
  if (a.empty() && b.empty()) return;
  if (a.size() + b.size() > max_differing) {
    changes.push_back({Sentences(a.begin(), a.end()), Sentences(b.begin(), b.end())});
    return;
  }
  dtl::Diff<std::string, Sentences> diff(Sentences(a.begin(), a.end()),
                                         Sentences(b.begin(), b.end()));
  diff.compose();
  bool is_open = false;
  for (const auto& [sentence, edit] : diff.getSes().getSequence()) {
    if (edit.type == dtl::SES_COMMON) {
      is_open = false;
      continue;
    }
    if (!is_open) changes.emplace_back();
    is_open = true;
    (edit.type == dtl::SES_DELETE ? changes.back().removed : changes.back().added)
        .push_back(sentence);
  }
}

using Places = std::vector<std::pair<std::size_t, std::size_t>>;

/// Where sentences stand in both texts that stand once in each, in the order of the older.
Places common_places(const Sentences& older, const Sentences& newer) {
  struct Found {
    std::size_t count[2] = {0, 0};
    std::size_t at[2] = {0, 0};
  };
  std::unordered_map<std::string_view, Found> sentences;
  const auto note = [&](const Sentences& text, std::size_t which) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      Found& found = sentences[text[i]];
      ++found.count[which];
      found.at[which] = i;
    }
  };
  note(older, 0);
  note(newer, 1);
  Places places;
  for (const auto& [sentence, found] : sentences) {
    if (found.count[0] == 1 && found.count[1] == 1) places.emplace_back(found.at[0], found.at[1]);
  }
  std::sort(places.begin(), places.end());
  return places;
}

/// The most of these places that are in the same order in both texts: the longest
/// increasing subsequence, by patience sorting.
Places in_order(const Places& places) {
  std::vector<std::size_t> ends;  // by length: of a sequence so long, the one that ends earliest
  std::vector<std::size_t> before(places.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto pile = std::lower_bound(
        ends.begin(), ends.end(), places[i].second,
        [&](std::size_t end, std::size_t place) { return places[end].second < place; });
    before[i] = pile == ends.begin() ? i : *(pile - 1);
    if (pile == ends.end())
      ends.push_back(i);
    else
      *pile = i;
  }
  Places chosen;
  if (ends.empty()) return chosen;
  for (std::size_t i = ends.back();; i = before[i]) {
    chosen.push_back(places[i]);
    if (before[i] == i) break;
  }
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

/// Sentences that both texts have once part them into stretches, which are then
/// compared: so a long text costs no more than what differs in it (the "patience
/// diff" of Bram Cohen).
std::vector<SentenceChange> changes_between(const Sentences& older, const Sentences& newer) {
  std::vector<SentenceChange> changes;
  Span a(older), b(newer);
  std::size_t a_begin = 0, b_begin = 0;
  for (const auto& [a_at, b_at] : in_order(common_places(older, newer))) {
    add_changes(a.subspan(a_begin, a_at - a_begin), b.subspan(b_begin, b_at - b_begin), changes);
    a_begin = a_at + 1;
    b_begin = b_at + 1;
  }
  add_changes(a.subspan(a_begin), b.subspan(b_begin), changes);
  return changes;
}

std::vector<std::string> differing_fields(const Statement& older, const Statement& newer) {
  std::set<std::string> names;
  for (const auto& [name, value] : older.fields) {
    if (newer.field(name) != value) names.insert(name);
  }
  for (const auto& [name, value] : newer.fields) {
    if (older.field(name) != value) names.insert(name);
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::uint32_t document_of(const StatementIndex& index, const std::string& id) {
  const Xapian::Database& database = index.database();
  const std::uint32_t document =
      first_document(database, std::string(prefix::id) + document_key(id));
  if (document != 0) return document;
  const std::string identity = any_metadata(index, copy_key(id));
  return identity.empty() ? 0 : first_document(database, std::string(prefix::identity) + identity);
}

std::optional<Wording> current_statement(StatementIndex& index, const std::string& id) {
  const Xapian::Database& database = index.database();
  std::uint32_t document = first_document(database, std::string(prefix::id) + document_key(id));
  if (document != 0) return read_wording(index, document);
  const std::string identity = any_metadata(index, copy_key(id));
  if (identity.empty()) return std::nullopt;
  document = first_document(database, std::string(prefix::identity) + identity);
  for (const Copy& copy : copies_of(index, identity)) {
    if (copy.id != id || document == 0) continue;
    Wording wording = read_wording(index, document);
    become_copy(wording, copy);
    return wording;
  }
  throw Xapian::DatabaseCorruptError("a statement's copy");
}

History history_of(StatementIndex& index, const std::string& id) {
  History history{id, {}};
  for (Version& version :
       decode_versions(united_metadata(index, versions_key(id), united_versions))) {
    version.statement.id = id;
    history.wordings.push_back({version.from_s, version.until_s, std::move(version.statement), {}});
  }
  if (auto current = current_statement(index, id)) history.wordings.push_back(std::move(*current));
  return history;
}

std::optional<Wording> wording_at(const History& history, std::int64_t time_s) {
  for (auto wording = history.wordings.rbegin(); wording != history.wordings.rend(); ++wording) {
    if (wording->from_s <= time_s && (!wording->until_s || *wording->until_s > time_s))
      return *wording;
  }
  return std::nullopt;
}

std::optional<Wording> wording_before_last(const History& history) {
  if (history.wordings.size() < 2) return std::nullopt;
  return history.wordings[history.wordings.size() - 2];
}

WordingDiff diff_of(Wording older, Wording newer) {
  WordingDiff diff{std::move(older), std::move(newer), {}, {}};
  diff.changes = changes_between(sentences_of(diff.older.statement.text),
                                 sentences_of(diff.newer.statement.text));
  diff.fields = differing_fields(diff.older.statement, diff.newer.statement);
  return diff;
}

}  // namespace demarche
