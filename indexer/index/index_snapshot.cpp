// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/index_snapshot.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <set>
#include <utility>

#include "common/files/folder.hpp"
#include "common/index/open_index.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "common/index/xapian_errors.hpp"
#include "indexer/index/digest.hpp"

namespace demarche {
namespace {

std::vector<std::string> roots_of(const Xapian::Database& database) {
  std::set<std::string> keys;
  const std::string sources(metadata_key::source);
  // A PATH stays in the metadata when the last of its files is gone.
  for (auto key = database.metadata_keys_begin(sources); key != database.metadata_keys_end(sources);
       ++key)
    keys.insert((*key).substr(sources.size(), root_key({}).size()));
  std::vector<std::string> roots;
  for (const std::string& key : keys)
    roots.push_back(database.get_metadata(std::string(metadata_key::root) + key));
  return roots;
}

std::string id_of(const Xapian::Document& document) {
  return document.get_value(static_cast<unsigned>(Slot::id));
}

std::int64_t seen_of(const Xapian::Document& document) {
  const std::string seen = document.get_value(static_cast<unsigned>(Slot::seen));
  return static_cast<std::int64_t>(Xapian::sortable_unserialise(seen));
}

}  // namespace

struct IndexSnapshot::State {
  std::string path;
  Xapian::Database database;
  Stamp stamp;
  std::vector<std::string> roots;
  std::uint64_t size_bytes = 0;
  StatementDecoder decoder{[this](std::uint32_t number) {
    return database.get_metadata(std::string(metadata_key::dictionary) + fmt::to_string(number));
  }};
};

IndexSnapshot::IndexSnapshot(const std::string& database, std::string path, bool to_rebuild)
    : state_(std::make_unique<State>()) {
  state_->path = std::move(path);
  if (database.empty()) return;
  with_index_errors(state_->path, [&] {
    // What is made anew needs little of what was.
    state_->database =
        to_rebuild ? Xapian::Database(database, Xapian::DB_OPEN) : open_whole(database);
    state_->roots = roots_of(state_->database);
    if (to_rebuild && is_outdated(state_->database)) {
      state_->database = {};
      return;
    }
    state_->stamp = read_stamp(state_->database, state_->path, to_rebuild);
  });
  state_->size_bytes = bytes_in(database);
}

IndexSnapshot::~IndexSnapshot() = default;

const Stamp& IndexSnapshot::stamp() const { return state_->stamp; }
std::uint64_t IndexSnapshot::size_bytes() const { return state_->size_bytes; }

const std::vector<std::string>& IndexSnapshot::roots() const { return state_->roots; }

std::string IndexSnapshot::dictionary() const {
  return with_index_errors(state_->path, [&] {
    const std::string number = state_->database.get_metadata(metadata_key::current_dictionary);
    if (number.empty()) return std::string();
    return state_->database.get_metadata(std::string(metadata_key::dictionary) + number);
  });
}

std::uint64_t IndexSnapshot::statements() const { return state_->database.get_doccount(); }

FileStamps IndexSnapshot::files_of(const std::string& root) const {
  return with_index_errors(state_->path, [&] {
    FileStamps files;
    const Xapian::Database& database = state_->database;
    const std::string start = fmt::format("{}{}:", metadata_key::source, root_key(root));
    for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start);
         ++key) {
      auto stamp = FileStamp::parse(database.get_metadata(*key));
      if (!stamp) throw Xapian::DatabaseCorruptError("stamp of a file");
      files.insert(std::move(*stamp));
    }
    return files;
  });
}

HeldStatements IndexSnapshot::statements_of(const std::string& source) const {
  const auto documents = with_index_errors(state_->path, [&] {
    std::vector<std::pair<Key, std::uint32_t>> found;
    const Xapian::Database& database = state_->database;
    const std::string term = std::string(prefix::source) + source;
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting)
      found.emplace_back(
          key_of_id(id_of(database.get_document(*posting, Xapian::DOC_ASSUME_VALID))), *posting);
    return found;
  });
  std::vector<HeldStatement> copies;
  std::set<std::string> identities;  // of few statements, it may be, and many copies
  for (const std::string& id : copies_in(source)) identities.insert(identity_of_copy(id));
  for (const std::string& identity : identities) {
    for (Copy& copy : copies_of(identity)) {
      if (copy.source != source) continue;
      const std::uint64_t content = content_hash(copy.id, copy.url, identity);
      copies.push_back({std::move(copy.id), 0, content, copy.seen_s});
    }
  }
  return {documents, std::move(copies), [this](std::uint32_t document) { return held(document); }};
}

HeldStatement IndexSnapshot::held(std::uint32_t document) const {
  return with_index_errors(state_->path, [&]() -> HeldStatement {
    const Xapian::Document found =
        state_->database.get_document(document, Xapian::DOC_ASSUME_VALID);
    const std::string content = found.get_value(static_cast<unsigned>(Slot::content));
    if (content.size() != sizeof(std::uint64_t))
      throw Xapian::DatabaseCorruptError("content of a statement");
    return {id_of(found), document, number_of(content), seen_of(found)};
  });
}

std::string IndexSnapshot::source_of(const std::string& id) const {
  const std::string term = std::string(prefix::id) + document_key(id);
  const std::uint32_t document = with_index_errors(state_->path, [&] {
    const auto posting = state_->database.postlist_begin(term);
    return posting == state_->database.postlist_end(term) ? 0U : *posting;
  });
  if (document != 0) return source_of(document);
  for (const Copy& copy : copies_of(identity_of_copy(id))) {
    if (copy.id == id) return copy.source;
  }
  return {};
}

Statement IndexSnapshot::statement(std::uint32_t document) const {
  return with_index_errors(state_->path, [&] {
    const Xapian::Document found = state_->database.get_document(document);
    Statement statement = state_->decoder.decode(found.get_data()).statement;
    statement.id = id_of(found);
    return statement;
  });
}

std::int64_t IndexSnapshot::seen_s(std::uint32_t document) const {
  return with_index_errors(state_->path,
                           [&] { return seen_of(state_->database.get_document(document)); });
}

std::string IndexSnapshot::source_of(std::uint32_t document) const {
  return with_index_errors(state_->path,
                           [&] { return term_tail(state_->database, document, prefix::source); });
}

std::string IndexSnapshot::identity_of(std::uint32_t document) const {
  return with_index_errors(state_->path,
                           [&] { return term_tail(state_->database, document, prefix::identity); });
}

std::string IndexSnapshot::identity_of_copy(const std::string& id) const {
  return metadata(copy_key(id));
}

std::vector<std::uint32_t> IndexSnapshot::documents_of(const std::string& identity) const {
  return with_index_errors(state_->path, [&] {
    const std::string term = std::string(prefix::identity) + identity;
    return std::vector<std::uint32_t>(state_->database.postlist_begin(term),
                                      state_->database.postlist_end(term));
  });
}

std::vector<Copy> IndexSnapshot::copies_of(const std::string& identity) const {
  return with_index_errors(state_->path,
                           [&] { return decode_copies(metadata(copies_key(identity))); });
}

std::vector<std::string> IndexSnapshot::copies_in(const std::string& source) const {
  return with_index_errors(state_->path,
                           [&] { return decode_ids(metadata(copies_in_key(source))); });
}

std::vector<Version> IndexSnapshot::versions_of(const std::string& id) const {
  return with_index_errors(state_->path,
                           [&] { return decode_versions(metadata(versions_key(id))); });
}

void IndexSnapshot::for_each_versions(
    const std::function<void(const std::string& key, std::string versions)>& sink) const {
  with_index_errors(state_->path, [&] {
    const Xapian::Database& database = state_->database;
    const std::string start(metadata_key::versions);
    for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start);
         ++key)
      sink(*key, database.get_metadata(*key));
  });
}

std::string IndexSnapshot::metadata(const std::string& key) const {
  return with_index_errors(state_->path, [&] { return state_->database.get_metadata(key); });
}

std::string IndexSnapshot::describe(const std::string& source) const {
  return with_index_errors(state_->path, [&] {
    const std::string root = source.substr(0, source.find(':'));
    const auto stamp =
        FileStamp::parse(state_->database.get_metadata(std::string(metadata_key::source) + source));
    const std::string path = state_->database.get_metadata(std::string(metadata_key::root) + root);
    const std::string name = stamp ? stamp->name : source;
    // A PATH that is a file has its own name below itself.
    return path == name || path.ends_with('/' + name) ? path : fmt::format("{}/{}", path, name);
  });
}

}  // namespace demarche
