// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/index_writer.hpp"

#include <fmt/format.h>

#include "common/error.hpp"
#include "common/index/schema.hpp"

namespace demarche {
namespace {

/// Merging costs the reading and writing of the whole database, and adding to
/// it in place three times the processor time of building. They break even
/// where what is new is about a twentieth of the database.
constexpr std::uint64_t building_share = 20;

/// The metadata's key for what is known of a file.
std::string file_key(const std::string& root, const std::string& name) {
  return std::string(metadata_key::source) + source_key(root, name);
}

}  // namespace

void IndexWriter::add(IndexedStatement input) {
  note(input.statement);
  do_add(std::move(input));
}

void IndexWriter::replace(std::uint32_t document, IndexedStatement input) {
  note(input.statement);
  do_replace(document, std::move(input));
}

void IndexWriter::add_file(const std::string& root, const FileStamp& file) {
  set_metadata(std::string(metadata_key::root) + root_key(root), root);
  add_metadata(file_key(root, file.name), file.serialise());
}

void IndexWriter::set_file(const std::string& root, const FileStamp& file) {
  set_metadata(std::string(metadata_key::root) + root_key(root), root);
  set_metadata(file_key(root, file.name), file.serialise());
}

void IndexWriter::remove_file(const std::string& root, const std::string& name) {
  set_metadata(file_key(root, name), {});
}

const std::map<std::string, std::string>& IndexWriter::metadata() {
  for (auto& [key, value] : stamp_metadata(stamp_)) set_metadata(key, value);
  return metadata_;
}

void IndexWriter::note(const Statement& statement) {
  const std::string_view language = statement.field("language");
  stamp_.languages.emplace(language.substr(0, language.find('-')));
  for (const auto& [field, value] : statement.fields) {
    if (!is_known_field(field)) stamp_.fields.insert(field);
  }
}

bool outweighs_update(std::uint64_t new_bytes, std::uint64_t index_bytes) {
  return new_bytes * building_share >= index_bytes;
}

std::unique_ptr<IndexWriter> make_writer(const IndexWriter::Base& base) {
  // Nothing holds it against the writer of the index that it belongs to.
  if (base.folder.database() == base.folder.path())
    throw UsageError(fmt::format("{} is an index's database and no index", base.folder.path()),
                     "name the index's own folder with --db");
  if (base.rebuild || base.folder.database().empty()) return make_building_writer(base);
  return outweighs_update(base.new_bytes, base.snapshot.size_bytes()) ? make_waiting_writer(base)
                                                                      : make_updating_writer(base);
}

}  // namespace demarche
