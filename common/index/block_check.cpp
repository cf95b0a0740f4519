// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/block_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <optional>
#include <utility>

#include "common/error.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/index_folder.hpp"
#include "common/index/packed.hpp"
#include "common/index/xapian_errors.hpp"

namespace demarche {
namespace {

/// A database's revision; nothing where Xapian can't open it.
std::optional<std::uint64_t> revision_of(const std::string& database) {
  try {
    return Xapian::Database(database, Xapian::DB_OPEN).get_revision();
  } catch (const Xapian::Error&) {
    return std::nullopt;
  }
}

/// Compares one file with its checksums.
class FileCheck {
public:
  FileCheck(const std::string& database, std::string name, BlockCheck& result)
      : file_(database, name), name_(std::move(name)), result_(result) {}

  /// A file that nobody is changing: each byte counts.
  void compare_all(const FileSums& sums) {
    if (file_.size_bytes() != sums.size_bytes)
      result_.damage.push_back(fmt::format("{}, which has {} bytes instead of {}", name_,
                                           file_.size_bytes(), sums.size_bytes));
    const std::uint64_t blocks = std::min<std::uint64_t>(file_.blocks(), sums.blocks.size());
    for (std::uint64_t i = 0; i < blocks; ++i) {
      if (file_.crc(i) != sums.blocks[i]) result_.damage.push_back(place(i));
    }
  }

  /// A table in the midst of changes: what is newer than its checksums is left out, unless it says
  /// that it is newer than `newest`, which a writer may be at.
  void compare_older(const FileSums& sums, std::uint64_t revision, std::uint64_t newest) {
    if (file_.blocks() < sums.blocks.size())
      result_.damage.push_back(fmt::format("{}, which breaks off", name_));
    for (std::uint64_t i = 0; i < file_.blocks(); ++i) {
      const bool is_known = i < sums.blocks.size();
      if (is_known && file_.crc(i) == sums.blocks[i]) continue;
      // Read after its bytes: a writer may have been in the midst of it.
      const std::uint64_t written = file_.revision(i);
      if (!is_known || (written > revision && written <= newest))
        ++result_.left_out;
      else
        result_.damage.push_back(place(i));
    }
  }

private:
  std::string place(std::uint64_t number) const {
    return is_table(name_) ? fmt::format("block {} of {}", number, name_) : name_;
  }

  BlockFile file_;
  std::string name_;
  BlockCheck& result_;
};

}  // namespace

BlockCheck check_blocks(const std::string& database) {
  BlockCheck result;
  bool is_changing = false;
  std::optional<BlockSums> sums;
  try {
    sums = read_sums(database + '/' + sums_name);
    is_changing = !sums;
    if (!sums) sums = read_sums(database + '/' + old_sums_name);
  } catch (const DamagedRecord&) {
    return {true, {"the checksums themselves"}, 0};
  }
  if (!sums) {
    for (const std::string& name : files_with_sums(database)) {
      if (BlockFile(database, name).breaks_off())
        result.damage.push_back(fmt::format("{}, which breaks off", name));
    }
    return result;
  }
  result.has_checksums = true;
  const auto revision = revision_of(database);
  const bool is_newer = is_changing && revision && *revision > sums->revision;
  const std::uint64_t newest = revision ? *revision + 1 : std::numeric_limits<std::uint64_t>::max();
  for (const std::string& name : files_with_sums(database)) sums->files.try_emplace(name);
  for (const auto& [name, file] : sums->files) {
    FileCheck check(database, name, result);
    if (is_changing && is_table(name))
      check.compare_older(file, sums->revision, newest);
    else if (!is_newer)
      check.compare_all(file);
  }
  return result;
}

bool is_untouched(const std::string& database) {
  std::optional<BlockSums> sums;
  try {
    sums = read_sums(database + '/' + sums_name);
  } catch (const DamagedRecord&) {
    return false;
  }
  if (!sums) return false;
  const std::vector<std::string> names = files_with_sums(database);
  return names.size() == sums->files.size() &&
         std::all_of(names.begin(), names.end(), [&](const std::string& name) {
           const auto file = sums->files.find(name);
           const BlockFile now(database, name);
           return file != sums->files.end() && now.size_bytes() == file->second.size_bytes &&
                  now.changed_ns() == file->second.changed_ns;
         });
}

std::string state_of(const std::string& database) {
  std::error_code error;
  const auto revision = revision_of(database);
  return fmt::format("{} {} {}", database, revision ? fmt::to_string(*revision) : "unreadable",
                     std::filesystem::exists(database + '/' + sums_name, error));
}

std::string describe_damage(const std::vector<std::string>& damage) {
  if (damage.empty()) return {};
  return damage.size() == 1
             ? damage.front()
             : fmt::format("{} places, the first of them {}", damage.size(), damage.front());
}

void refuse_damaged(const std::string& database, const std::string& index) {
  const std::string before = state_of(database);
  const BlockCheck check = check_blocks(database);
  if (check.damage.empty()) return;
  if (state_of(database) != before)
    throw IndexError(fmt::format("the index {} was changed meanwhile", index), "try again");
  throw IndexError(fmt::format("the index {} is damaged: {}", index, describe_damage(check.damage)),
                   damage_hint);
}

void refuse_damaged(const std::string& index) {
  const std::string database = current_database(index);
  if (!database.empty()) refuse_damaged(database, index);
}

void blame_index(const std::string& index) {
  const std::string database = current_database(index);
  if (database.empty()) return;
  refuse_damaged(database, index);
  if (!check_blocks(database).has_checksums)
    throw IndexError(fmt::format("the index {} cannot be read; it may be damaged", index),
                     "check it with `indexer --check`; if it is sound, please report the command "
                     "that you typed");
}

}  // namespace demarche
