// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/segment.hpp"

#include <sys/resource.h>
#include <xapian.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "common/index/copies.hpp"
#include "common/index/schema.hpp"
#include "common/index/versions.hpp"
#include "common/program.hpp"
#include "indexer/index/file_stamp.hpp"

namespace demarche {
namespace {

/// A segment that is lost is made again: nothing of it need be durable.
constexpr int segment_flags =
    Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;
constexpr int block_bytes = 8192;  // Xapian's own default
/// Text whose postings Xapian gathers before it writes them into its tables:
/// so many as the processor's cache holds. Fewer have it write the same blocks
/// again and again.
constexpr std::size_t flush_bytes = std::size_t{512} << 10U;

void set_forms(Xapian::WritableDatabase& database, DocumentBuilder& builder) {
  builder.take_forms([&](const std::string& key, const WordForms& forms) {
    database.set_metadata(key, encode_forms(forms));
  });
}

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

}  // namespace

void set_up_segments() {
  setenv("XAPIAN_FLUSH_THRESHOLD", "1000000000", 1);
  // Merging holds five files of each segment open.
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
}

void write_segment(const std::string& path, const std::vector<IndexedStatement>& statements,
                   DocumentBuilder& builder) {
  Xapian::WritableDatabase database(path, segment_flags, block_bytes);
  std::size_t gathered = 0;
  for (const IndexedStatement& statement : statements) {
    database.add_document(builder.build(statement));
    gathered += cost_bytes(statement);
    if (gathered < flush_bytes) continue;
    database.commit();
    gathered = 0;
  }
  if (builder.is_full()) set_forms(database, builder);
  database.commit();
}

void write_forms(const std::string& path, DocumentBuilder& builder) {
  Xapian::WritableDatabase database(path, segment_flags, block_bytes);
  set_forms(database, builder);
  database.commit();
}

void write_metadata(const std::string& path, const std::map<std::string, std::string>& metadata) {
  Xapian::WritableDatabase database(path, segment_flags, block_bytes);
  for (const auto& [key, value] : metadata) {
    if (!value.empty()) database.set_metadata(key, value);
  }
  database.commit();
}

void merge_databases(const std::vector<std::string>& from, const std::string& to,
                     const std::map<std::string, std::string>& metadata) {
  Xapian::Database all;
  for (const std::string& path : from) all.add_database(Xapian::Database(path, Xapian::DB_OPEN));
  Merger merger(metadata);
  all.compact(to, Xapian::Compactor::FULL, block_bytes, merger);
}

}  // namespace demarche
