// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/segment.hpp"

#include <sys/resource.h>
#include <xapian.h>

#include <cstdlib>

#include "common/index/block_sums.hpp"
#include "common/index/word_forms.hpp"

namespace demarche {
namespace {

/// A segment that is lost is made again: nothing of it need be durable.
constexpr int segment_flags =
    Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;
/// Text whose postings Xapian gathers before it writes them into its tables:
/// so many as the processor's cache holds. Fewer have it write the same blocks
/// again and again.
constexpr std::size_t flush_bytes = std::size_t{512} << 10U;

void set_forms(Xapian::WritableDatabase& database, DocumentBuilder& builder) {
  builder.take_forms([&](const std::string& key, const WordForms& forms) {
    database.set_metadata(key, encode_forms(forms));
  });
}

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
  Xapian::WritableDatabase database(path, segment_flags, int{table_block_bytes});
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
  Xapian::WritableDatabase database(path, segment_flags, int{table_block_bytes});
  set_forms(database, builder);
  database.commit();
}

void write_metadata(const std::string& path, const std::map<std::string, std::string>& metadata) {
  Xapian::WritableDatabase database(path, segment_flags, int{table_block_bytes});
  for (const auto& [key, value] : metadata) {
    if (!value.empty()) database.set_metadata(key, value);
  }
  database.commit();
}

}  // namespace demarche
