// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/checksums.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "common/error.hpp"
#include "common/files/durable_file.hpp"
#include "common/index/block_check.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/packed.hpp"
#include "common/index/xapian_errors.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// The checksums of a database as it is now. Blocks that are no newer than `old` have theirs
/// from there.
BlockSums sums_of(const std::string& database, const BlockSums& old) {
  BlockSums sums;
  sums.revision = Xapian::Database(database, Xapian::DB_OPEN).get_revision();
  for (const std::string& name : files_with_sums(database)) {
    BlockFile file(database, name);
    const auto known = is_table(name) ? old.files.find(name) : old.files.end();
    FileSums& made = sums.files[name];
    made.size_bytes = file.size_bytes();
    made.changed_ns = file.changed_ns();
    // What says that it is newer than the last commit is damaged, and not new.
    const auto is_new = [&](std::uint32_t revision) {
      return revision > old.revision && revision <= sums.revision;
    };
    for (std::uint64_t i = 0; i < file.blocks(); ++i) {
      const bool is_known =
          known != old.files.end() && i < known->second.blocks.size() && !is_new(file.revision(i));
      made.blocks.push_back(is_known ? known->second.blocks[i] : file.crc(i));
    }
  }
  return sums;
}

std::optional<BlockSums> sound_sums(const std::string& path, const std::string& index) {
  try {
    return read_sums(path);
  } catch (const DamagedRecord&) {
    throw IndexError(fmt::format("the index {} is damaged: its checksums are", index), damage_hint);
  }
}

}  // namespace

std::error_code make_checksums(const std::string& database, const std::string& index) {
  const BlockSums sums = with_index_errors(index, [&] { return sums_of(database, {}); });
  return replace_file(database + '/' + sums_name, encode_sums(sums));
}

void begin_changes(const std::string& database, const std::string& index) {
  const std::string sums = database + '/' + sums_name;
  const std::string old_sums = database + '/' + old_sums_name;
  if (!sound_sums(sums, index)) {
    sound_sums(old_sums, index);
    return;
  }
  std::error_code error;
  fs::rename(sums, old_sums, error);
  if (!error) error = sync_path(database);
  if (error)
    throw IndexError(fmt::format("cannot write the index {}: {}", index, error.message()),
                     "see the disk's room and permissions");
}

bool awaits_checksums(const std::string& database) {
  std::error_code error;
  return !fs::exists(database + '/' + sums_name, error) &&
         fs::exists(database + '/' + old_sums_name, error);
}

std::error_code complete_checksums(const std::string& database, const std::string& index) {
  const std::string sums = database + '/' + sums_name;
  const std::string old_sums = database + '/' + old_sums_name;
  std::error_code error;
  if (!fs::exists(sums, error)) {
    const auto old = sound_sums(old_sums, index);
    if (!old) return sync_path(database);
    const BlockSums made = with_index_errors(index, [&] { return sums_of(database, *old); });
    error = replace_file(sums, encode_sums(made));
    if (error) return error;
  }
  fs::remove(old_sums, error);
  return error;
}

}  // namespace demarche
