// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/root_update.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "common/error.hpp"
#include "common/hash.hpp"
#include "common/index/schema.hpp"
#include "common/program.hpp"
#include "indexer/index/digest.hpp"

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

/// The file that an input is a record of; empty where it is none.
std::string file_of_record(const Input& input) {
  return input.record == 0 ? std::string() : input.name();
}

}  // namespace

RootUpdate::RootUpdate(const SourceListing& listing, const CorpusOptions& corpus,
                       FieldSources& fields, RunState& run)
    : listing_(listing),
      corpus_(corpus),
      fields_(fields),
      run_(run),
      // What was piped in once is not gone when something else is.
      // But an index that is made anew has it no more.
      prune_(run.options.prune && (listing.root != stdin_name || run.options.rebuild)),
      former_(run.snapshot.files_of(listing.root)) {
  const bool rebuild = run_.options.rebuild;
  for (const FileStamp& stamp : former_) held_ += stamp.statements;
  for (const SourceFile& file : listing_.files) {
    const auto former = former_.find(file.name);
    const bool is_known = former != former_.end();
    if (is_known && !rebuild && former->proves_unchanged(stamp_of(file))) continue;
    to_read_.push_back(&file);
    // Nobody has an id yet in an index that is made anew.
    if (is_known && !rebuild) unread_.insert(source_of(file.name));
  }
}

std::uint64_t RootUpdate::bytes_to_read() const {
  std::uint64_t bytes = 0;
  for (const SourceFile* file : to_read_) bytes += file->size_bytes;
  return bytes;
}

void RootUpdate::run() {
  for (const SkippedInput& skipped : listing_.skipped)
    run_.report.skip(skipped.name, skipped.reason);
  note_unchanged();
  InputReader reader(run_.pool, corpus_, fields_, to_read_);
  while (auto input = reader.next()) {
    check_interrupted();
    take(*input);
  }
  store_deferred();
  if (prune_ && held_ > 0 && yielded_ == 0)
    throw UsageError(
        fmt::format("{} yields no statement, but the index holds {} of it: nothing was changed",
                    listing_.root, held_),
        "if they are really gone, index what remains into a new index");
}

FileStamp RootUpdate::stamp_of(const SourceFile& file) const {
  const auto& shard = run_.options.shard;
  return {file.size_bytes, file.modified_ns,
          // With the other policy, what is a copy becomes a statement or the reverse.
          fields_.fingerprint() + (run_.options.keep_duplicates ? 1 : 0), 0, file.name,
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
  // Both in the order of the listing.
  auto read = to_read_.begin();
  for (const SourceFile& file : listing_.files) {
    if (read != to_read_.end() && *read == &file) {
      ++read;
      continue;
    }
    run_.progress.advance();
    const std::uint64_t statements = former_.find(file.name)->statements;
    yielded_ += statements;
    if (!run_.report.lists_inputs()) {
      run_.report.add_unchanged(statements);
      continue;
    }
    run_.snapshot.statements_of(source_of(file.name))
        .for_each_unclaimed([&](const HeldStatement& held) {
          run_.report.add(Outcome::unchanged, file.name, held.id);
        });
  }
}

void RootUpdate::remove_vanished() {
  if (!prune_) return;
  // Both in the order of their names.
  auto file = listing_.files.begin();
  for (const FileStamp& stamp : former_) {
    const std::string& name = stamp.name;
    while (file != listing_.files.end() && file->name < name) ++file;
    if (file != listing_.files.end() && file->name == name) continue;
    if (is_unseen(name)) {
      refuse_loss(name, stamp.statements);
      yielded_ += stamp.statements;
      continue;
    }
    remove_statements(name, run_.snapshot.statements_of(source_of(name)));
    run_.changer([&, &key = name](IndexWriter& writer) { writer.remove_file(listing_.root, key); });
  }
}

void RootUpdate::remove_statements(const std::string& name, const HeldStatements& held) {
  held.for_each_unclaimed([&](const HeldStatement& statement) {
    run_.freed.add(key_of_id(statement.id));
    run_.statements.remove(statement, name);
  });
}

void RootUpdate::take(Input& input) {
  if (current_.file != input.file) begin_file(*input.file);
  run_.report.add_bytes(input.bytes);
  run_.progress.update(run_.report.tally().bytes);
  if (input.statement && !*input.statement) {
    skip(input, input.statement->error());
    if (input.ends_file && access(input.file->path().c_str(), R_OK) != 0) keep_held();
  } else if (input.statement) {
    for (const std::string& warning : (*input.statement)->warnings)
      run_.report.warn(name_of(input), warning, file_of_record(input));
    store(input);
  }
  if (input.is_cut_off) keep_held();
  if (input.ends_file) end_file();
}

/// What can't be read now may still say what it said.
void RootUpdate::keep_held() {
  const std::uint64_t kept = current_.held.claim_all();
  refuse_loss(current_.file->name, kept);
  current_.stamp.statements += kept;
  yielded_ += kept;
}

void RootUpdate::begin_file(const SourceFile& file) {
  run_.progress.advance();
  current_ = {&file, stamp_of(file), {}, 0, false};
  if (now_ns() - file.modified_ns < fresh_ns) current_.stamp.modified_ns = 0;
  const std::string source = source_of(file.name);
  unread_.erase(source);
  if (former_.contains(file.name)) current_.held = run_.snapshot.statements_of(source);
}

void RootUpdate::end_file() {
  const SourceFile& file = *current_.file;
  if (prune_)
    remove_statements(file.name, current_.held);
  else
    current_.stamp.statements += current_.held.unclaimed();
  // A file that was skipped, in part or whole, is read again, so that each run tells of it.
  if (current_.skipped > 0) current_.stamp.modified_ns = 0;
  const bool yields_nothing = current_.stamp.statements == 0 && current_.skipped > 0;
  for (Deferred& deferred : deferred_) {
    if (deferred.input.file != &file) continue;
    deferred.stamp = current_.stamp;
    current_.is_in_parts = true;
  }
  note_file(file.name, yields_nothing ? nullptr : &current_.stamp, current_.is_in_parts);
  current_ = {};
}

/// An index that is made anew holds nothing of what can't be read.
void RootUpdate::refuse_loss(const std::string& name, std::uint64_t statements) const {
  if (!run_.options.rebuild || statements == 0) return;
  throw UsageError(
      fmt::format("{} cannot be read, and an index made anew would lose the {} "
                  "statements of it: nothing was changed",
                  name, statements));
}

/// Has the index know this of a file, or nothing. A file with a statement that
/// waits for its id comes here again, and `is_in_parts` each time.
void RootUpdate::note_file(const std::string& name, const FileStamp* stamp, bool is_in_parts) {
  const auto known = former_.find(name);
  if (stamp == nullptr) {
    if (known == former_.end()) return;
    former_.erase(known);
    run_.changer([&](IndexWriter& writer) { writer.remove_file(listing_.root, name); });
  } else if ((run_.options.rebuild || known == former_.end()) && !is_in_parts) {
    run_.changer([&](IndexWriter& writer) { writer.add_file(listing_.root, *stamp); });
  } else if (run_.options.rebuild || known == former_.end() || *known != *stamp) {
    if (known != former_.end()) former_.erase(known);
    former_.insert(*stamp);
    run_.changer([&](IndexWriter& writer) { writer.set_file(listing_.root, *stamp); });
  }
}

void RootUpdate::skip(const Input& input, const std::string& reason) {
  run_.report.skip(name_of(input), reason, file_of_record(input));
  ++current_.skipped;
}

/// `reserved`: the place of one that has waited for its id, and waits no more.
void RootUpdate::store(Input& input, std::optional<StatementUpdate::Place> reserved) {
  Statement& statement = (*input.statement)->statement;
  ++yielded_;
  if (!is_mine(input)) {
    run_.ids.add(key_of_id(statement.id), input.file);
    run_.report.add_elsewhere();
    return;
  }
  const auto held = held_for(input);
  const bool has_own_id = held && held->id == statement.id;
  if (!reserved && !has_own_id && may_be_given_up(statement.id)) {
    --yielded_;
    Deferred deferred{{}, current_.stamp, held, run_.statements.reserve(input.identity)};
    if (held) {
      current_.held.claim(*held);
      run_.freed.add(key_of_id(held->id));  // whatever comes of it
    }
    deferred.input = std::move(input);
    deferred_.push_back(std::move(deferred));
    return;
  }
  if (const std::string owner = has_own_id ? taken_by(statement.id) : owner_of(statement.id);
      !owner.empty()) {
    --yielded_;
    skip(input, fmt::format("its id “{}” is that of {}", statement.id, owner));
    return;
  }
  run_.ids.add(key_of_id(statement.id), input.file);
  ++current_.stamp.statements;
  if (held) {
    current_.held.claim(*held);
    if (!has_own_id) run_.freed.add(key_of_id(held->id));
  }
  IndexedStatement indexed{std::move(statement), source_of(input.file->name),
                           std::move(input.identity)};
  indexed.content =
      content_hash(indexed.statement.id, indexed.statement.field("url"), indexed.identity);
  if (held)
    run_.statements.update(*held, std::move(indexed), input.file->name, reserved);
  else
    run_.statements.add(std::move(indexed), input.file->name, reserved);
}

/// Copies of a statement must come together, so that its content decides.
bool RootUpdate::is_mine(const Input& input) const {
  const auto& shard = run_.options.shard;
  return !shard || fnv1a(input.identity) % shard->count == shard->number - 1;
}

/// What the index has of the same statement: that of the same id or, where a
/// file is one statement, what it was under another id.
std::optional<HeldStatement> RootUpdate::held_for(const Input& input) const {
  const HeldStatements& held = current_.held;
  if (auto same = held.find((*input.statement)->statement.id)) return same;
  const bool is_whole_file = input.record == 0 && input.member.empty();
  if (!is_whole_file || held.size() != 1) return std::nullopt;
  return held.front();
}

/// Whether another statement has this id whose file is still to be read.
bool RootUpdate::may_be_given_up(const std::string& id) const {
  return !unread_.empty() && !run_.freed.contains(key_of_id(id)) &&
         unread_.contains(run_.snapshot.source_of(id));
}

/// The file of this run that has a statement with this id, or nothing; with its whole path
/// where it is below another PATH.
std::string RootUpdate::taken_by(const std::string& id) const {
  const auto owner = run_.ids.find(key_of_id(id));
  if (!owner) return {};
  const auto& file = *static_cast<const SourceFile*>(*owner);
  return *file.root == listing_.root ? file.name : file.path();
}

/// Who else has this id, as a reader would name it; empty where nobody has,
/// or only one who will have lost it at the end of the run.
std::string RootUpdate::owner_of(const std::string& id) const {
  if (const std::string file = taken_by(id); !file.empty()) return file;
  if (run_.options.rebuild || run_.freed.contains(key_of_id(id))) return {};
  const std::string source = run_.snapshot.source_of(id);
  if (source.empty()) return {};
  return fmt::format("a statement that was indexed from {}", run_.snapshot.describe(source));
}

void RootUpdate::store_deferred() {
  while (!deferred_.empty()) {
    Deferred deferred = std::move(deferred_.front());
    deferred_.pop_front();
    const SourceFile* const file = deferred.input.file;
    current_ = {file, deferred.stamp, {}, 0, true};
    if (deferred.held) current_.held = HeldStatements(std::move(*deferred.held));
    store(deferred.input, deferred.place);
    end_file();
  }
}

}  // namespace demarche
