// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/archive.hpp"

#include <xapian.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "common/index/index_folder.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_statement.hpp"
#include "indexer/index/checksums.hpp"
#include "indexer/pipeline.hpp"

namespace demarche::test {

namespace fs = std::filesystem;

void Archive::remove(std::string_view name) { fs::remove(folder_.path_of(name)); }

IndexerOptions Archive::indexer_options() const {
  IndexerOptions options;
  options.index_path = index_path();
  options.paths = {source()};
  options.quiet = true;
  options.progress = ColorChoice::never;
  return options;
}

int Archive::index(const IndexerOptions& options) const { return run_pipeline(options); }

SearcherOptions Archive::searcher_options(const std::string& query) const {
  SearcherOptions options;
  options.index_paths = {index_path()};
  options.query = query;
  options.limit = 0;
  return options;
}

SearchResults Archive::search(const SearcherOptions& options) const {
  StatementIndex index(options.index_paths);
  return demarche::search(index, options, {true, true});
}

SearchResults Archive::search(const std::string& query) const {
  return search(searcher_options(query));
}

std::set<std::string> Archive::find(const std::string& query) const {
  return find(searcher_options(query));
}

std::set<std::string> Archive::find(const SearcherOptions& options) const {
  std::set<std::string> ids;
  for (const Hit& hit : search(options).hits) ids.insert(hit.statement.id);
  return ids;
}

std::uint64_t Archive::count(const std::string& query) const {
  return count(searcher_options(query));
}

std::uint64_t Archive::count(const SearcherOptions& options) const {
  StatementIndex index(options.index_paths);
  return demarche::search(index, options, {false, false}).total;
}

std::string contents(const std::string& index_path, bool but_sources) {
  const Xapian::Database database(index_path);
  std::map<std::string, std::string> statements;
  for (auto posting = database.postlist_begin(""); posting != database.postlist_end("");
       ++posting) {
    const Xapian::Document document = database.get_document(*posting);
    std::ostringstream out;
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      if (but_sources && (*term).starts_with(prefix::source)) continue;
      out << *term << ' ' << term.get_wdf() << ':';
      for (auto at = term.positionlist_begin(); at != term.positionlist_end(); ++at)
        out << ' ' << *at;
      out << '\n';
    }
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      out << value.get_valueno() << '=' << *value << '\n';
    }
    StatementDecoder decoder([&](std::uint32_t number) {
      return database.get_metadata(std::string(metadata_key::dictionary) + std::to_string(number));
    });
    const Statement statement = decoder.decode(document.get_data()).statement;
    for (const auto& [name, field] : statement.fields) out << name << ": " << field << '\n';
    out << statement.text;
    statements[document.get_value(static_cast<unsigned>(Slot::id))] = out.str();
  }
  std::ostringstream all;
  for (const auto& [id, content] : statements) all << "== " << id << '\n' << content << '\n';
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    const bool is_left_out = (but_sources && (*key).starts_with(metadata_key::source)) ||
                             (*key).starts_with(metadata_key::forms) ||
                             (*key).starts_with(metadata_key::current_dictionary);
    if (!is_left_out) all << *key << '=' << database.get_metadata(*key) << '\n';
  }
  return all.str();
}

void edit_database(const std::string& index_path,
                   const std::function<void(Xapian::WritableDatabase&)>& edit) {
  const std::string path = current_database(index_path);
  {
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    edit(database);
    database.commit();
  }
  REQUIRE_FALSE(make_checksums(path, index_path));
}

void set_format(const std::string& index_path, int format) {
  edit_database(index_path, [&](Xapian::WritableDatabase& database) {
    database.set_metadata(metadata_key::format, std::to_string(format));
  });
}

std::string read_bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  INFO(path);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string shared_file(std::string_view name) {
  const char* set = std::getenv("DEMARCHE_SHARED");
  const fs::path folder = set != nullptr ? fs::path(set) : fs::path(SOURCE_DIR) / ".." / "shared";
  const fs::path file = folder / name;
  return fs::exists(file) ? file.string() : std::string{};
}

}  // namespace demarche::test
