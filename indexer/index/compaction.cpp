// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/compaction.hpp"

#include <sys/resource.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <future>
#include <optional>
#include <string_view>
#include <system_error>

#include "common/files/durable_file.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/copies.hpp"
#include "common/index/glass_version.hpp"
#include "common/index/schema.hpp"
#include "common/index/versions.hpp"
#include "common/index/word_forms.hpp"
#include "common/program.hpp"
#include "indexer/index/file_stamp.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// What Xapian 1.4 puts before a metadata's key in its table, and leaves there
/// when it asks what is to become of the key.
constexpr std::string_view table_prefix("\0\xc0", 2);

/// Metadata of which each database may have a part.
struct UnitedMetadata {
  std::string_view prefix;
  std::string (*unite)(std::string_view one, std::string_view other);
};
constexpr std::array united = {UnitedMetadata{metadata_key::forms, united_forms},
                               UnitedMetadata{metadata_key::versions, united_versions},
                               UnitedMetadata{metadata_key::copies, united_copies},
                               UnitedMetadata{metadata_key::copies_in, united_ids}};

class Merger : public Xapian::Compactor {
public:
  explicit Merger(const std::map<std::string, std::string>& metadata) : metadata_(metadata) {}

  void set_status(const std::string&, const std::string&) override { check_interrupted(); }

  std::string resolve_duplicate_metadata(const std::string& table_key, std::size_t count,
                                         const std::string values[]) override {
    const std::string key =
        table_key.substr(table_key.starts_with(table_prefix) ? table_prefix.size() : 0);
    const auto decided = metadata_.find(key);
    if (decided != metadata_.end()) return decided->second;
    for (const auto& [prefix, unite] : united) {
      if (!key.starts_with(prefix)) continue;
      std::string all = values[0];
      for (std::size_t i = 1; i < count; ++i) all = unite(all, values[i]);
      return all;
    }
    if (!key.starts_with(metadata_key::source)) return values[0];
    std::vector<FileStamp> stamps;
    for (std::size_t i = 0; i < count; ++i) {
      const auto stamp = FileStamp::parse(values[i]);
      if (!stamp) throw Xapian::DatabaseCorruptError("stamp of a file");
      stamps.push_back(*stamp);
    }
    return merged(stamps).serialise();
  }

private:
  const std::map<std::string, std::string>& metadata_;
};

constexpr const char* places_table = "position.glass";
/// Says which numbers the documents have: no merge does without.
constexpr const char* postings_table = "postlist.glass";

void check(const std::error_code& error, const std::string& path) {
  if (error) throw Xapian::DatabaseError(path, error.value());
}

/// A database at `path` of some of the tables of the one at `from`, in the state that a copy of
/// its version file has.
template <typename IsWanted>
void make_part(const std::string& path, const std::string& from, const std::string& version,
               const IsWanted& is_wanted) {
  std::error_code error;
  fs::create_directory(path, error);
  check(error, path);
  fs::copy_file(version, path + '/' + version_file, error);
  check(error, path);
  for (const std::string& name : files_with_sums(from)) {
    if (!is_table(name) || !is_wanted(name)) continue;
    fs::create_symlink(fs::absolute(from) / name, path + '/' + name, error);
    check(error, path);
  }
}

/// Databases cut in two: their places of words, and the rest. Both halves have the postings.
struct Halves {
  std::vector<std::string> places, rest;
};

Halves cut(const std::vector<std::string>& databases, const std::string& folder) {
  Halves halves;
  for (const std::string& from : databases) {
    const std::string path = folder + '/' + std::to_string(halves.rest.size());
    halves.rest.push_back(path + ".rest");
    make_part(halves.rest.back(), from, from + '/' + version_file,
              [](const std::string& name) { return name != places_table; });
    halves.places.push_back(path + ".places");
    make_part(
        halves.places.back(), from, halves.rest.back() + '/' + version_file,
        [](const std::string& name) { return name == places_table || name == postings_table; });
  }
  return halves;
}

/// Moves the places of words from one half of a database to the other.
void join(const std::string& places, const std::string& rest) {
  std::error_code error;
  if (!fs::exists(places + '/' + places_table, error)) return check(error, places);
  const auto version = with_table(version_bytes(rest), places_table, version_bytes(places));
  if (!version) throw Xapian::DatabaseVersionError(rest);
  fs::rename(places + '/' + places_table, rest + '/' + places_table, error);
  check(error, rest);
  check(replace_file(rest + '/' + version_file, *version), rest);
}

/// Tables whose entries a merge takes over one by one.
constexpr std::array copied_tables = {places_table, "docdata.glass", "termlist.glass"};

/// How many entries databases have in such a table; nothing where one is of another format.
std::optional<std::uint64_t> entries(const std::vector<std::string>& versions,
                                     const std::string& table) {
  std::uint64_t sum = 0;
  for (const std::string& version : versions) {
    const auto found = glass_table(version, table);
    if (!found) return std::nullopt;
    sum += found->entries;
  }
  return sum;
}

std::vector<std::string> versions_of(const std::vector<std::string>& databases) {
  std::vector<std::string> versions;
  for (const std::string& database : databases) versions.push_back(version_bytes(database));
  return versions;
}

/// Throws where the merged database lacks what its sources had. (A table that is gone before it is
/// opened, since a writer has put another database in its place, is an empty one to Xapian.)
void check_whole(const std::vector<std::string>& versions, const std::string& merged) {
  for (const char* table : copied_tables) {
    const auto wanted = entries(versions, table);
    if (wanted && entries({version_bytes(merged)}, table) != wanted)
      throw Xapian::DatabaseModifiedError(table);
  }
}

/// Whether both halves of so many databases can be open at a time.
bool can_be_open(std::size_t databases) {
  constexpr std::size_t files_each = 6, other_files = 100;
  rlimit files{};
  return getrlimit(RLIMIT_NOFILE, &files) == 0 &&
         files.rlim_cur >= files_each * databases + other_files;
}

}  // namespace

void merge_databases(const std::vector<std::string>& from, const std::string& to,
                     const std::map<std::string, std::string>& metadata) {
  Xapian::Database all;
  for (const std::string& path : from) all.add_database(Xapian::Database(path, Xapian::DB_OPEN));
  Merger merger(metadata);
  all.compact(to, Xapian::Compactor::FULL, int{table_block_bytes}, merger);
}

void merge_databases(const std::vector<std::string>& from, const std::string& to,
                     const std::map<std::string, std::string>& metadata, unsigned threads,
                     const std::string& work) {
  const std::vector<std::string> versions = versions_of(from);
  const bool is_known = entries(versions, places_table).has_value();
  if (threads < 2 || !is_known || !can_be_open(from.size())) {
    merge_databases(from, to, metadata);
    return check_whole(versions, to);
  }
  const std::string folder = work + "/halves";
  std::error_code error;
  fs::create_directory(folder, error);
  check(error, folder);
  const Halves halves = cut(from, folder);
  const std::string places = folder + "/places";
  auto other = std::async(std::launch::async | std::launch::deferred,
                          [&] { merge_databases(halves.places, places, metadata); });
  merge_databases(halves.rest, to, metadata);
  other.get();
  join(places, to);
  check_whole(versions, to);
  fs::remove_all(folder, error);
}

}  // namespace demarche
