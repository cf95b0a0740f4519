// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/statement_update.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <string_view>
#include <tuple>
#include <utility>

#include "common/index/packed.hpp"
#include "common/index/versions.hpp"
#include "indexer/index/digest.hpp"

namespace demarche {

StatementUpdate::StatementUpdate(const IndexSnapshot& snapshot, const UpdatePolicy& policy,
                                 Report& report, Changer changer)
    : snapshot_(snapshot), policy_(policy), report_(report), changer_(std::move(changer)) {}

StatementUpdate::Place StatementUpdate::reserve(const std::string& identity) {
  // Those that are told before it have to wait.
  if (!policy_.keep_duplicates) contest(identity);
  return next_place_++;
}

void StatementUpdate::add(IndexedStatement statement, const std::string& input,
                          std::optional<Place> place) {
  statement.seen_s = policy_.now_s;
  enter(std::move(statement), input, Outcome::indexed, 0, place);
}

void StatementUpdate::update(const HeldStatement& held, IndexedStatement statement,
                             const std::string& input, std::optional<Place> place) {
  const bool is_unchanged = held.content == statement.content;
  statement.seen_s = is_unchanged ? held.seen_s : policy_.now_s;
  if (!is_unchanged && policy_.keep_versions) keep_version(held);
  if (policy_.rebuild) {
    enter(std::move(statement), input, is_unchanged ? Outcome::unchanged : Outcome::updated, 0,
          place);
    return;
  }
  if (!is_unchanged) {
    leave(held);
    enter(std::move(statement), input, Outcome::updated, held.document, place);
    return;
  }
  const std::string& identity = statement.identity;
  const bool is_single =
      held.document != 0 && !contests_.contains(identity) &&
      (policy_.keep_duplicates ||
       (snapshot_.copies_of(identity).empty() && snapshot_.documents_of(identity).size() == 1));
  if (!is_single && policy_.keep_duplicates && held.document == 0) {
    leave(held);
    enter(std::move(statement), input, Outcome::unchanged, 0, place);
    return;
  }
  if (!is_single) contest(identity).places.emplace(held.id, next_place_++);
  report_.add(Outcome::unchanged, input, held.id);
}

void StatementUpdate::remove(const HeldStatement& held, const std::string& input) {
  if (policy_.keep_versions) keep_version(held);
  report_.add(Outcome::removed, input, held.id);
  if (policy_.rebuild) return;
  leave(held);
  if (held.document != 0)
    changer_([document = held.document](IndexWriter& writer) { writer.remove(document); });
}

void StatementUpdate::finish() {
  for (auto& [identity, contest] : contests_) decide(identity, contest);
  list_copies();
}

/// Makes a document of a statement, in the place of `document` where there is
/// one; or has it wait where others have its identity, or may have it.
void StatementUpdate::enter(IndexedStatement statement, const std::string& input, Outcome outcome,
                            std::uint32_t document, std::optional<Place> place) {
  const std::string& id = statement.statement.id;
  if (policy_.keep_duplicates || !is_contested(statement.identity)) {
    if (!policy_.keep_duplicates) added_.add(key_of(statement.identity));
    report_.add(outcome, input, id);
    changer_([&](IndexWriter& writer) {
      if (document != 0)
        writer.replace(document, std::move(statement));
      else
        writer.add(std::move(statement));
    });
    return;
  }
  if (document != 0) changer_([document](IndexWriter& writer) { writer.remove(document); });
  Contest& entered = contest(statement.identity);
  entered.found.push_back({id, std::string(statement.statement.field("url")),
                           &*names_.insert(statement.source).first, statement.seen_s, 0,
                           place ? *place : next_place_++, &*names_.insert(input).first, outcome});
  if (!entered.has_added && !entered.statement &&
      snapshot_.documents_of(statement.identity).empty())
    entered.statement = std::move(statement.statement);
}

/// Has the index know that a statement is no more what it was.
void StatementUpdate::leave(const HeldStatement& held) {
  if (held.document == 0) {
    gone_copies_.insert(held.id);
    contest(snapshot_.identity_of_copy(held.id));
    return;
  }
  gone_.insert(held.document);
  const std::string identity = snapshot_.identity_of(held.document);
  if (!snapshot_.copies_of(identity).empty()) contest(identity);
}

void StatementUpdate::keep_version(const HeldStatement& held) {
  std::uint32_t document = held.document;
  if (document == 0) document = any_document_of(snapshot_.identity_of_copy(held.id));
  Version version{held.seen_s, policy_.now_s, snapshot_.statement(document)};
  version.statement.id.clear();
  changer_([&, &key = held.id](IndexWriter& writer) {
    std::vector<Version> all = snapshot_.versions_of(key);
    all.push_back(std::move(version));
    writer.add_metadata(versions_key(key), encode_versions(all));
  });
}

/// A document that has the identity, or had it when the run began.
std::uint32_t StatementUpdate::any_document_of(const std::string& identity) const {
  const auto documents = snapshot_.documents_of(identity);
  if (documents.empty()) throw_damaged_record();
  return documents.front();
}

/// Whether another statement has this identity, or may have it at the end.
bool StatementUpdate::is_contested(const std::string& identity) const {
  if (contests_.contains(identity) || added_.contains(key_of(identity))) return true;
  if (policy_.rebuild || snapshot_.statements() == 0) return false;
  const auto documents = snapshot_.documents_of(identity);
  return std::any_of(documents.begin(), documents.end(),
                     [&](std::uint32_t document) { return !gone_.contains(document); });
}

StatementUpdate::Contest& StatementUpdate::contest(const std::string& identity) {
  const auto [contest, is_new] = contests_.try_emplace(identity);
  if (is_new) contest->second.has_added = added_.contains(key_of(identity));
  return contest->second;
}

/// All who have the identity now, the first of them first.
std::vector<StatementUpdate::Member> StatementUpdate::members_of(const std::string& identity,
                                                                 Contest& contest) {
  std::vector<Member> members;
  const auto add = [&](Copy copy, std::uint32_t document) {
    const auto met = contest.places.find(copy.id);
    const Place place = met == contest.places.end() ? members.size() : met->second;
    members.push_back({std::move(copy.id), std::move(copy.url),
                       &*names_.insert(std::move(copy.source)).first, copy.seen_s, document,
                       place});
  };
  if (!policy_.rebuild) {
    for (const std::uint32_t document : snapshot_.documents_of(identity)) {
      if (gone_.contains(document)) continue;
      const Statement statement = snapshot_.statement(document);
      add({statement.id, snapshot_.source_of(document), std::string(statement.field("url")),
           snapshot_.seen_s(document)},
          document);
    }
    for (Copy& copy : snapshot_.copies_of(identity)) {
      if (!gone_copies_.contains(copy.id)) add(std::move(copy), 0);
    }
  }
  std::move(contest.found.begin(), contest.found.end(), std::back_inserter(members));
  contest.found = std::vector<Member>();
  contest.places.clear();
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) {
    return std::tie(*a.source, a.place) < std::tie(*b.source, b.place);
  });
  return members;
}

void StatementUpdate::decide(const std::string& identity, Contest& contest) {
  std::vector<Member> members = members_of(identity, contest);
  if (!contest.has_added && !members.empty()) {
    const Member winner = std::move(members.front());
    members.erase(members.begin());
    if (winner.document == 0)
      make_document(contest.statement ? std::move(*contest.statement)
                                      : snapshot_.statement(any_document_of(identity)),
                    identity, winner, members);
    if (winner.input != nullptr) report_.add(winner.outcome, *winner.input, winner.id);
  }
  for (const Member& member : members) {
    if (member.input != nullptr) report_.add_copy(member.outcome, *member.input, member.id);
    if (member.document != 0)
      changer_([&](IndexWriter& writer) { writer.remove(member.document); });
  }
  set_copies(identity, members);
}

/// Has `winner` be the document of its identity, which says what `statement` does. One of
/// `others` that is it may give its place.
void StatementUpdate::make_document(Statement statement, const std::string& identity,
                                    const Member& winner, std::vector<Member>& others) {
  IndexedStatement made;
  made.statement = std::move(statement);
  made.statement.id = winner.id;
  made.statement.fields.erase("url");
  if (!winner.url.empty()) made.statement.fields["url"] = winner.url;
  made.source = *winner.source;
  made.identity = identity;
  made.content = content_hash(winner.id, winner.url, identity);
  made.seen_s = winner.seen_s;
  const auto former = std::find_if(others.begin(), others.end(),
                                   [](const Member& member) { return member.document != 0; });
  changer_([&](IndexWriter& writer) {
    if (former == others.end())
      writer.add(std::move(made));
    else
      writer.replace(former->document, std::move(made));
  });
  if (former != others.end()) former->document = 0;
}

void StatementUpdate::set_copies(const std::string& identity, const std::vector<Member>& members) {
  CopiesEncoder encoder;
  for (const Member& member : members)
    encoder.add({member.id, *member.source, member.url, member.seen_s});
  const std::string stored = encoder.take();
  std::vector<Copy> former;
  if (!policy_.rebuild) former = snapshot_.copies_of(identity);
  if (stored == encode_copies(former)) return;
  set_metadata(copies_key(identity), stored);
  std::move(former.begin(), former.end(), std::back_inserter(former_copies_));
  for (const Member& member : members) copies_.push_back({member.id, member.source, &identity});
}

/// Notes by id and by source what became of copies. An id may be another
/// statement's copy than before: so what was comes first.
void StatementUpdate::list_copies() {
  std::map<std::string, std::string> changed;             // by id: the identity
  std::map<std::string, std::set<std::string_view>> ids;  // by source
  std::deque<std::string> known;                          // what is in `ids` of the index
  const auto ids_in = [&](const std::string& source) -> std::set<std::string_view>& {
    const auto [found, is_new] = ids.try_emplace(source);
    if (is_new && !policy_.rebuild) {
      for (std::string& id : snapshot_.copies_in(source))
        found->second.insert(known.emplace_back(std::move(id)));
    }
    return found->second;
  };
  for (const Copy& copy : former_copies_) {
    changed[copy.id].clear();
    ids_in(copy.source).erase(copy.id);
  }
  for (const Listed& copy : copies_) {
    ids_in(*copy.source).insert(copy.id);
    if (const auto former = changed.find(copy.id); former != changed.end())
      former->second = *copy.identity;
    else
      changer_(
          [&](IndexWriter& writer) { writer.add_metadata(copy_key(copy.id), *copy.identity); });
  }
  for (const auto& [id, identity] : changed) set_metadata(copy_key(id), identity);
  for (const auto& [source, all] : ids)
    set_metadata(copies_in_key(source), encode_ids({all.begin(), all.end()}));
}

void StatementUpdate::set_metadata(const std::string& key, const std::string& value) {
  changer_([&](IndexWriter& writer) { writer.set_metadata(key, value); });
}

}  // namespace demarche
