// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/checksums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "common/error.hpp"
#include "common/files/durable_file.hpp"
#include "common/index/block_check.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/glass_version.hpp"
#include "common/index/packed.hpp"
#include "common/index/xapian_errors.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

/// The checksums of a database as it is now. Blocks that are no newer than `old` have theirs
/// from there.
class SumsMaker {
public:
  SumsMaker(const std::string& database, const BlockSums& old)
      : database_(database),
        old_(old),
        revision_(Xapian::Database(database, Xapian::DB_OPEN).get_revision()),
        version_(version_bytes(database)) {}

  BlockSums make() const {
    BlockSums sums;
    sums.revision = revision_;
    for (const std::string& name : files_with_sums(database_)) sums.files[name] = sums_of(name);
    return sums;
  }

private:
  FileSums sums_of(const std::string& name) const {
    BlockFile file(database_, name);
    FileSums sums;
    sums.size_bytes = file.size_bytes();
    sums.changed_ns = file.changed_ns();
    if (is_table(name)) {
      sums.free = free_blocks(file, version_, name);
      take_known(name, file, sums.blocks);
    }
    for (std::uint64_t i = sums.blocks.size(); i < file.blocks(); ++i)
      sums.blocks.push_back(file.crc(i));
    return sums;
  }

  /// Takes over what is known of a table's blocks, in `sums`, brought up to date.
  void take_known(const std::string& name, BlockFile& file,
                  std::vector<std::uint32_t>& sums) const {
    const auto known = old_.files.find(name);
    if (known == old_.files.end()) return;
    sums = known->second.blocks;
    sums.resize(std::min<std::uint64_t>(sums.size(), file.blocks()));
    const auto update = [&](std::uint64_t block) {
      if (block < sums.size() && is_new(file.revision(block))) sums[block] = file.crc(block);
    };
    // One commit leaves all blocks as they are that were not free before it.
    const auto& free = known->second.free;
    if (free && revision_ <= old_.revision + 1) {
      for (const std::uint32_t block : *free) update(block);
    } else {
      for (std::uint64_t block = 0; block < sums.size(); ++block) update(block);
    }
  }

  /// What says that it is newer than the last commit is damaged, and not new.
  bool is_new(std::uint32_t revision) const {
    return revision > old_.revision && revision <= revision_;
  }

  const std::string& database_;
  const BlockSums& old_;
  const std::uint64_t revision_;
  const std::string version_;  ///< the version file
};

std::optional<BlockSums> sound_sums(const std::string& path, const std::string& index) {
  try {
    return read_sums(path);
  } catch (const DamagedRecord&) {
    throw IndexError(fmt::format("the index {} is damaged: its checksums are", index), damage_hint);
  }
}

}  // namespace

std::error_code make_checksums(const std::string& database, const std::string& index) {
  const BlockSums sums = with_index_errors(index, [&] { return SumsMaker(database, {}).make(); });
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
    const BlockSums made =
        with_index_errors(index, [&] { return SumsMaker(database, *old).make(); });
    error = replace_file(sums, encode_sums(made));
    if (error) return error;
  }
  fs::remove(old_sums, error);
  return error;
}

}  // namespace demarche
