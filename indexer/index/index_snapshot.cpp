// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/index_snapshot.hpp"

#include <fmt/format.h>
#include <xapian.h>

#include <charconv>
#include <filesystem>
#include <utility>

#include "common/index/schema.hpp"
#include "common/index/xapian_errors.hpp"

namespace demarche {
namespace {

std::uint64_t folder_bytes(const std::string& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const auto size = entry.file_size(error);
    if (!error) bytes += size;
  }
  return bytes;
}

}  // namespace

struct IndexSnapshot::State {
  std::string path;
  Xapian::Database database;
  Stamp stamp;
  std::uint64_t size_bytes = 0;
};

IndexSnapshot::IndexSnapshot(const std::string& database, std::string path)
    : state_(std::make_unique<State>()) {
  state_->path = std::move(path);
  if (database.empty()) return;
  with_index_errors(state_->path, [&] {
    state_->database = Xapian::Database(database, Xapian::DB_OPEN);
    state_->stamp = read_stamp(state_->database, state_->path);
  });
  state_->size_bytes = folder_bytes(database);
}

IndexSnapshot::~IndexSnapshot() = default;

const Stamp& IndexSnapshot::stamp() const { return state_->stamp; }
std::uint64_t IndexSnapshot::size_bytes() const { return state_->size_bytes; }

std::string IndexSnapshot::dictionary() const {
  return with_index_errors(state_->path, [&] {
    const std::string number = state_->database.get_metadata(metadata_key::current_dictionary);
    if (number.empty()) return std::string();
    return state_->database.get_metadata(std::string(metadata_key::dictionary) + number);
  });
}

std::uint64_t IndexSnapshot::statements() const { return state_->database.get_doccount(); }

std::map<std::string, FileStamp, std::less<>> IndexSnapshot::files_of(
    const std::string& root) const {
  return with_index_errors(state_->path, [&] {
    std::map<std::string, FileStamp, std::less<>> files;
    const Xapian::Database& database = state_->database;
    const std::string start = fmt::format("{}{}:", metadata_key::source, root_key(root));
    for (auto key = database.metadata_keys_begin(start); key != database.metadata_keys_end(start);
         ++key) {
      auto stamp = FileStamp::parse(database.get_metadata(*key));
      if (!stamp) throw Xapian::DatabaseCorruptError("stamp of a file");
      std::string name = stamp->name;
      files.try_emplace(std::move(name), std::move(*stamp));
    }
    return files;
  });
}

std::map<std::string, HeldStatement, std::less<>> IndexSnapshot::statements_of(
    const std::string& source) const {
  return with_index_errors(state_->path, [&] {
    std::map<std::string, HeldStatement, std::less<>> found;
    const Xapian::Database& database = state_->database;
    const std::string term = std::string(prefix::source) + source;
    for (auto posting = database.postlist_begin(term); posting != database.postlist_end(term);
         ++posting) {
      const Xapian::Document document = database.get_document(*posting, Xapian::DOC_ASSUME_VALID);
      HeldStatement statement{*posting, 0, false};
      const std::string content = document.get_value(static_cast<unsigned>(Slot::content));
      const char* const end = content.data() + content.size();
      const auto [stop, error] = std::from_chars(content.data(), end, statement.content, 16);
      if (error != std::errc{} || stop != end)
        throw Xapian::DatabaseCorruptError("content of a statement");
      found.try_emplace(document.get_value(static_cast<unsigned>(Slot::id)), statement);
    }
    return found;
  });
}

std::uint32_t IndexSnapshot::find(const std::string& id) const {
  return with_index_errors(state_->path, [&] {
    const std::string term = std::string(prefix::id) + document_key(id);
    const auto posting = state_->database.postlist_begin(term);
    return posting == state_->database.postlist_end(term) ? 0U : *posting;
  });
}

std::string IndexSnapshot::source_of(std::uint32_t document) const {
  return with_index_errors(state_->path, [&] {
    auto term = state_->database.termlist_begin(document);
    term.skip_to(std::string(prefix::source));
    if (term == state_->database.termlist_end(document) || !(*term).starts_with(prefix::source))
      throw Xapian::DatabaseCorruptError("source of a statement");
    return (*term).substr(prefix::source.size());
  });
}

std::string IndexSnapshot::describe(const std::string& source) const {
  return with_index_errors(state_->path, [&] {
    const std::string root = source.substr(0, source.find(':'));
    const auto stamp =
        FileStamp::parse(state_->database.get_metadata(std::string(metadata_key::source) + source));
    return fmt::format("{}/{}",
                       state_->database.get_metadata(std::string(metadata_key::root) + root),
                       stamp ? stamp->name : source);
  });
}

}  // namespace demarche
