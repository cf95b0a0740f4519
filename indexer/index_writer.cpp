// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index_writer.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <utility>

#include "common/error.hpp"
#include "common/index/schema.hpp"
#include "common/program.hpp"
#include "indexer/document_builder.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// Documents after which Xapian writes postings out (without committing them,
/// within a transaction). Its own default, 10,000, costs ten times the memory
/// on speeches and is slower, since the maps outgrow the processor's cache.
constexpr const char* flush_documents = "100";
/// The same for documents so large that fewer of them are too many.
constexpr std::size_t flush_bytes = 16U << 20U;

/// Runs `body`; an exception of Xapian's becomes one of ours.
template <typename Body>
auto converted(const std::string& path, Body&& body) {
  try {
    return body();
  } catch (const Xapian::DatabaseCorruptError&) {
    throw IndexError(fmt::format("the index {} is damaged", path),
                     "check it with `indexer --check`, and index the statements into a new folder");
  } catch (const Xapian::DatabaseVersionError&) {
    throw IndexError(
        fmt::format("the index {} is of a Xapian format that this program can't read", path),
        "index the statements into a new folder");
  } catch (const Xapian::Error& error) {
    // Xapian's own words are for programmers; the system's are for users.
    const char* reason = error.get_error_string();
    throw IndexError(reason != nullptr ? fmt::format("cannot write the index {}: {}", path, reason)
                                       : fmt::format("cannot write the index {}", path),
                     "check it with `indexer --check`, and the disk's room and permissions");
  }
}

/// Whether all files in a folder are Xapian's: a database, or one that another
/// indexer is about to make.
bool holds_only_database(const std::string& path) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    const std::string name = entry.path().filename().string();
    // v.tmp is iamglass before it is renamed.
    if (name != "flintlock" && name != "v.tmp" && !name.starts_with("iamglass") &&
        !name.ends_with(".glass"))
      return false;
  }
  return !error;
}

void check_folder(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return;
  if (error)
    throw UsageError(fmt::format("cannot look at the folder {}: {}", path, error.message()));
  if (status.type() != fs::file_type::directory)
    throw UsageError(fmt::format("{} is not a folder, so no index can be there", path));
  if (!is_database(path) && !holds_only_database(path))
    throw UsageError(fmt::format("the folder {} holds other files", path),
                     "name an empty or new folder with --db");
}

Xapian::WritableDatabase open_writable(const std::string& path,
                                       std::optional<double> wait_seconds) {
  using Clock = std::chrono::steady_clock;
  const auto start = Clock::now();
  for (;;) {
    try {
      return Xapian::WritableDatabase(path, Xapian::DB_CREATE_OR_OPEN);
    } catch (const Xapian::DatabaseLockError& error) {
      // Xapian reports a lock file that it can't open in the same way.
      if (error.get_msg().find("already locked") == std::string::npos)
        throw IndexError(fmt::format("cannot lock the index {}", path),
                         "see who may write to its folder");
      const std::chrono::duration<double> waited = Clock::now() - start;
      if (!wait_seconds || waited.count() >= *wait_seconds)
        throw LockedError(fmt::format("another indexer is writing the index {}", path),
                          wait_seconds ? "" : "--wait waits until it has finished");
    }
    check_interrupted();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

}  // namespace

bool is_database(const std::string& path) {
  std::error_code error;
  for (const char* file : {"iamglass", "iamhoney", "iamchert"}) {
    if (fs::exists(fs::path(path) / file, error)) return true;
  }
  return false;
}

struct IndexWriter::State {
  std::string path;
  Xapian::WritableDatabase database;
  Stamp stamp;
  DocumentBuilder builder;
  std::size_t pending_bytes = 0;

  void note(const Statement& statement) {
    const std::string_view language = statement.field("language");
    stamp.languages.emplace(language.substr(0, language.find('-')));
    for (const auto& [field, value] : statement.fields) {
      if (!is_known_field(field)) stamp.fields.insert(field);
    }
  }

  /// Writes postings and positions out without committing them: Xapian does so
  /// before it answers these two questions about a writer's state.
  void flush_if_full(const Statement& statement) {
    pending_bytes += statement.text.size();
    if (pending_bytes < flush_bytes) return;
    pending_bytes = 0;
    database.allterms_begin();
    (void)database.has_positions();
  }
};

IndexWriter::IndexWriter(const std::string& path, std::optional<double> wait_seconds)
    : state_(std::make_unique<State>()) {
  State& state = *state_;
  state.path = path;
  check_folder(path);
  // Xapian has no other way to be told; a user's own setting stands.
  setenv("XAPIAN_FLUSH_THRESHOLD", flush_documents, 0);
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw UsageError(fmt::format("cannot make the folder {}: {}", path, error.message()));
  converted(path, [&] {
    state.database = open_writable(path, wait_seconds);
    state.stamp = read_stamp(state.database, path);
    state.database.begin_transaction();
  });
}

IndexWriter::~IndexWriter() {
  if (!state_) return;
  try {
    state_->database.close();
  } catch (const Xapian::Error&) {
    // The transaction was never committed: closing late changes nothing on disk.
  }
}

std::map<std::string, IndexedStatement, std::less<>> IndexWriter::statements_of(
    const std::string& root) const {
  return converted(state_->path, [&] {
    std::map<std::string, IndexedStatement, std::less<>> found;
    const Xapian::Database& database = state_->database;
    const std::string term = std::string(prefix::root) + document_key(root);
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
      const Xapian::Document document = database.get_document(*posting, Xapian::DOC_ASSUME_VALID);
      auto source = SourceStamp::parse(document.get_value(static_cast<unsigned>(Slot::source)));
      if (!source) throw Xapian::DatabaseCorruptError("source of a statement");
      std::string name = source->name;
      found.try_emplace(
          std::move(name),
          IndexedStatement{*posting, document.get_value(static_cast<unsigned>(Slot::id)),
                           std::move(*source)});
    }
    return found;
  });
}

std::uint32_t IndexWriter::find(const std::string& id) const {
  return converted(state_->path, [&] {
    const std::string term = std::string(prefix::id) + document_key(id);
    const auto posting = state_->database.postlist_begin(term);
    return posting == state_->database.postlist_end(term) ? 0U : *posting;
  });
}

std::string IndexWriter::root_of(std::uint32_t document) const {
  return converted(state_->path, [&] {
    auto term = state_->database.termlist_begin(document);
    term.skip_to(std::string(prefix::root));
    if (term == state_->database.termlist_end(document) || !(*term).starts_with(prefix::root))
      throw Xapian::DatabaseCorruptError("root of a statement");
    return (*term).substr(prefix::root.size());
  });
}

void IndexWriter::add(const Statement& statement, const std::string& root,
                      const SourceStamp& source) {
  converted(state_->path, [&] {
    state_->note(statement);
    state_->database.add_document(state_->builder.build(statement, root, source));
    state_->flush_if_full(statement);
  });
}

void IndexWriter::replace(std::uint32_t document, const Statement& statement,
                          const std::string& root, const SourceStamp& source) {
  converted(state_->path, [&] {
    state_->note(statement);
    state_->database.replace_document(document, state_->builder.build(statement, root, source));
    state_->flush_if_full(statement);
  });
}

void IndexWriter::restamp(std::uint32_t document, const SourceStamp& source) {
  converted(state_->path, [&] {
    Xapian::Document stored = state_->database.get_document(document);
    stored.add_value(static_cast<unsigned>(Slot::source), source.serialise());
    state_->database.replace_document(document, stored);
  });
}

void IndexWriter::remove(std::uint32_t document) {
  converted(state_->path, [&] { state_->database.delete_document(document); });
}

void IndexWriter::commit() {
  converted(state_->path, [&] {
    write_stamp(state_->database, state_->stamp);
    state_->database.commit_transaction();
  });
}

}  // namespace demarche
