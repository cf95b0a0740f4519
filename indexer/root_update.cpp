// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/root_update.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <string_view>
#include <utility>

#include "common/error.hpp"
#include "common/hash.hpp"
#include "common/index/schema.hpp"
#include "common/program.hpp"

namespace demarche {
namespace {

/// A file changed so shortly before it was read may change again within one
/// tick of the file system's clock; it is read again next time.
constexpr std::int64_t fresh_ns = 2'000'000'000;

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// An input as messages name it.
std::string name_of(const Input& input) {
  return input.record == 0 ? input.name() : fmt::format("{}, line {}", input.name(), input.line);
}

}  // namespace

IdHash hash_of_id(const std::string& id) {
  constexpr std::uint64_t other_basis = 0x9e3779b97f4a7c15U;
  return {fnv1a(id), fnv1a(id, other_basis)};
}

RootUpdate::RootUpdate(const SourceListing& listing, RunState& run)
    : listing_(listing),
      run_(run),
      // What was piped in once is not gone when something else is.
      prune_(run.options.prune && listing.root != stdin_name),
      former_(run.snapshot.files_of(listing.root)) {
  for (const SourceFile& file : listing_.files) {
    const auto former = former_.find(file.name);
    if (former != former_.end() && former->second.proves_unchanged(stamp_of(file))) continue;
    to_read_.push_back(&file);
    if (former != former_.end()) unread_.insert(source_of(file.name));
  }
}

std::uint64_t RootUpdate::bytes_to_read() const {
  std::uint64_t bytes = 0;
  for (const SourceFile* file : to_read_) bytes += file->size_bytes;
  return bytes;
}

void RootUpdate::run(const Changer& changer) {
  changer_ = &changer;
  for (const SkippedInput& skipped : listing_.skipped)
    run_.report.add(Outcome::skipped, skipped.name, {}, skipped.reason);
  std::uint64_t held = 0;
  for (const auto& [name, stamp] : former_) held += stamp.statements;
  // First, so that a file that only changed its name can keep its id.
  if (prune_) remove_vanished();
  note_unchanged();
  InputReader reader(run_.pool, run_.options, run_.fields, to_read_);
  while (auto input = reader.next()) {
    check_interrupted();
    take(*input);
  }
  store_deferred();
  if (prune_ && held > 0 && yielded_ == 0)
    throw UsageError(
        fmt::format("{} yields no statement, but the index holds {} of it: nothing was changed",
                    listing_.root, held),
        "if they are really gone, index what remains into a new index");
}

FileStamp RootUpdate::stamp_of(const SourceFile& file) const {
  const auto& shard = run_.options.shard;
  return {file.size_bytes,
          file.modified_ns,
          run_.fields.fingerprint(),
          0,
          file.name,
          shard ? Share{shard->number, shard->count} : Share{}};
}

std::string RootUpdate::source_of(const std::string& name) const {
  return source_key(listing_.root, name);
}

/// Whether a file may still be there, in a folder that could not be read.
bool RootUpdate::is_unseen(const std::string& name) const {
  return std::any_of(listing_.skipped.begin(), listing_.skipped.end(), [&](const auto& skipped) {
    return name == skipped.name || (skipped.name.ends_with('/') && name.starts_with(skipped.name));
  });
}

void RootUpdate::note_unchanged() {
  const std::set<const SourceFile*> read(to_read_.begin(), to_read_.end());
  for (const SourceFile& file : listing_.files) {
    if (read.contains(&file)) continue;
    run_.progress.advance(run_.report.tally().bytes);
    const std::uint64_t statements = former_.find(file.name)->second.statements;
    yielded_ += statements;
    if (!run_.report.lists_inputs()) {
      run_.report.add_unchanged(statements);
      continue;
    }
    for (const auto& [id, held] : run_.snapshot.statements_of(source_of(file.name)))
      run_.report.add(Outcome::unchanged, file.name, id);
  }
}

void RootUpdate::remove_vanished() {
  std::set<std::string_view> names;
  for (const SourceFile& file : listing_.files) names.insert(file.name);
  for (const auto& [name, stamp] : former_) {
    if (names.contains(name)) continue;
    if (is_unseen(name)) {
      yielded_ += stamp.statements;
      continue;
    }
    remove_statements(name, run_.snapshot.statements_of(source_of(name)));
    (*changer_)([&, &key = name](IndexWriter& writer) { writer.remove_file(listing_.root, key); });
  }
}

void RootUpdate::remove_statements(const std::string& name, const Held& held) {
  for (const auto& [id, statement] : held) {
    if (statement.claimed) continue;
    const std::uint32_t document = statement.document;
    (*changer_)([document](IndexWriter& writer) { writer.remove(document); });
    run_.changed.insert(document);
    run_.report.add(Outcome::removed, name, id);
  }
}

void RootUpdate::take(Input& input) {
  if (current_.file != input.file) begin_file(*input.file);
  run_.report.add_bytes(input.bytes);
  if (input.statement && !*input.statement) {
    skip(input, input.statement->error());
    if (input.ends_file && access(input.file->path.c_str(), R_OK) != 0) keep_held();
  } else if (input.statement) {
    for (const std::string& warning : (*input.statement)->warnings)
      run_.report.warn(name_of(input), warning);
    store(input, false);
  }
  if (input.is_cut_off) keep_held();
  if (input.ends_file) end_file();
}

/// What can't be read now may still say what it said.
void RootUpdate::keep_held() {
  for (auto& [id, held] : current_.held) {
    if (std::exchange(held.claimed, true)) continue;
    ++current_.stamp.statements;
    ++yielded_;
  }
}

void RootUpdate::begin_file(const SourceFile& file) {
  run_.progress.advance(run_.report.tally().bytes);
  current_ = {&file, stamp_of(file), {}, 0};
  if (now_ns() - file.modified_ns < fresh_ns) current_.stamp.modified_ns = 0;
  const std::string source = source_of(file.name);
  if (unread_.erase(source) > 0) current_.held = run_.snapshot.statements_of(source);
}

void RootUpdate::end_file() {
  const SourceFile& file = *current_.file;
  if (prune_) {
    remove_statements(file.name, current_.held);
  } else {
    for (const auto& [id, held] : current_.held) current_.stamp.statements += held.claimed ? 0 : 1;
  }
  // A file that was skipped, in part or whole, is read again, so that each run tells of it.
  if (current_.skipped > 0) current_.stamp.modified_ns = 0;
  const bool yields_nothing = current_.stamp.statements == 0 && current_.skipped > 0;
  note_file(file.name, yields_nothing ? nullptr : &current_.stamp);
  for (Deferred& deferred : deferred_) {
    if (deferred.input.file == &file) deferred.stamp = current_.stamp;
  }
  current_ = {};
}

/// Has the index know this of a file, or nothing. A file with a statement that
/// waited for its id comes here again.
void RootUpdate::note_file(const std::string& name, const FileStamp* stamp) {
  const auto known = former_.find(name);
  if (stamp == nullptr) {
    if (known == former_.end()) return;
    former_.erase(known);
    (*changer_)([&](IndexWriter& writer) { writer.remove_file(listing_.root, name); });
  } else if (known == former_.end() || known->second != *stamp) {
    former_.insert_or_assign(name, *stamp);
    (*changer_)([&](IndexWriter& writer) { writer.set_file(listing_.root, *stamp); });
  }
}

void RootUpdate::skip(const Input& input, const std::string& reason) {
  run_.report.add(Outcome::skipped, name_of(input), {}, reason);
  ++current_.skipped;
}

void RootUpdate::store(Input& input, bool is_last_try) {
  Statement& statement = (*input.statement)->statement;
  ++yielded_;
  if (!is_mine(statement.id)) {
    run_.report.add_elsewhere();
    return;
  }
  auto* const held = held_for(input);
  const std::uint32_t own = held != nullptr ? held->second.document : 0;
  if (!is_last_try && may_be_given_up(statement.id, own)) {
    --yielded_;
    Deferred deferred{{}, current_.stamp, {}};
    if (held != nullptr) {
      deferred.held.insert(*held);
      held->second.claimed = true;
      run_.changed.insert(own);  // whatever comes of it, its old id is free
    }
    deferred.input = std::move(input);
    deferred_.push_back(std::move(deferred));
    return;
  }
  if (const std::string owner = owner_of(statement.id, own); !owner.empty()) {
    --yielded_;
    skip(input, fmt::format("its id “{}” is that of {}", statement.id, owner));
    return;
  }
  run_.ids.emplace(hash_of_id(statement.id), input.file);
  ++current_.stamp.statements;
  const std::string id = statement.id;
  IndexedStatement indexed{std::move(statement), source_of(input.file->name), input.content};
  if (held == nullptr) {
    (*changer_)([&](IndexWriter& writer) { writer.add(std::move(indexed)); });
    run_.report.add(Outcome::indexed, input.file->name, id);
    return;
  }
  held->second.claimed = true;
  if (held->second.content == input.content) {
    run_.report.add(Outcome::unchanged, input.file->name, id);
    return;
  }
  if (held->first != id) run_.changed.insert(own);
  (*changer_)([&](IndexWriter& writer) { writer.replace(own, std::move(indexed)); });
  run_.report.add(Outcome::updated, input.file->name, id);
}

bool RootUpdate::is_mine(const std::string& id) const {
  const auto& shard = run_.options.shard;
  return !shard || fnv1a(id) % shard->count == shard->number - 1;
}

/// What the index has of the same statement: that of the same id or, where a
/// file is one statement, what it was under another id.
RootUpdate::Held::value_type* RootUpdate::held_for(const Input& input) {
  Held& held = current_.held;
  const auto same = held.find((*input.statement)->statement.id);
  if (same != held.end()) return &*same;
  const bool is_whole_file = input.record == 0 && input.member.empty();
  return is_whole_file && held.size() == 1 ? &*held.begin() : nullptr;
}

/// Whether another statement has this id whose file is still to be read.
bool RootUpdate::may_be_given_up(const std::string& id, std::uint32_t own) const {
  if (unread_.empty()) return false;
  const std::uint32_t holder = run_.snapshot.find(id);
  return holder != 0 && holder != own && !run_.changed.contains(holder) &&
         unread_.contains(run_.snapshot.source_of(holder));
}

/// Who else has this id, as a reader would name it; empty where nobody has,
/// or only one who will have lost it at the end of the run.
std::string RootUpdate::owner_of(const std::string& id, std::uint32_t own) const {
  const auto taken = run_.ids.find(hash_of_id(id));
  if (taken != run_.ids.end()) return taken->second->name;
  const std::uint32_t holder = run_.snapshot.find(id);
  if (holder == 0 || holder == own || run_.changed.contains(holder)) return {};
  return fmt::format("a statement that was indexed from {}",
                     run_.snapshot.describe(run_.snapshot.source_of(holder)));
}

void RootUpdate::store_deferred() {
  while (!deferred_.empty()) {
    Deferred deferred = std::move(deferred_.front());
    deferred_.pop_front();
    const SourceFile* const file = deferred.input.file;
    current_ = {file, deferred.stamp, std::move(deferred.held), 0};
    store(deferred.input, true);
    end_file();
  }
}

}  // namespace demarche
