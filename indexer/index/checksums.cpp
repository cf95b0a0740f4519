// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/checksums.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <string_view>

#include "common/error.hpp"
#include "common/index/packed.hpp"
#include "common/index/xapian_errors.hpp"
#include "indexer/index/durable_file.hpp"
#include "indexer/sources/descriptor.hpp"
#include "indexer/sources/file_bytes.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

// On disk: the magic, as a text; the database's revision; how many files; of each its name, its
// size in bytes, and its blocks' CRC-32s; at the end the CRC-32 of all that. A CRC-32 tells any
// change of up to four bytes in a row for certain, and others but for one in 2^32.
constexpr std::string_view magic = "demarche checksums 1";
constexpr const char* sums_name = "checksums";
/// What a writer calls the checksums of the state that it began with.
constexpr const char* old_sums_name = "checksums.before";
constexpr std::size_t max_sums_bytes = std::size_t{4} << 30U;
/// Of the database's tables, as segment.cpp has them made: each begins with its revision.
constexpr std::size_t block_bytes = 8192;
constexpr const char* version_file = "iamglass";  ///< one block, of whatever size

struct FileSums {
  std::uint64_t size_bytes = 0;
  std::vector<std::uint32_t> blocks;
};
struct Sums {
  std::uint64_t revision = 0;
  std::map<std::string, FileSums> files;  ///< by name
};

std::uint32_t crc_of(std::string_view bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

void put_crc(std::string& out, std::uint32_t crc) {
  for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(crc >> shift);
}

std::uint32_t take_crc(std::string_view& bytes) {
  if (bytes.size() < 4) throw_damaged_record();
  std::uint32_t crc = 0;
  for (unsigned i = 0; i < 4; ++i)
    crc |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  bytes.remove_prefix(4);
  return crc;
}

std::string encode(const Sums& sums) {
  std::string out;
  put_text(out, magic);
  put_number(out, sums.revision);
  put_number(out, sums.files.size());
  for (const auto& [name, file] : sums.files) {
    put_text(out, name);
    put_number(out, file.size_bytes);
    put_number(out, file.blocks.size());
    for (const std::uint32_t crc : file.blocks) put_crc(out, crc);
  }
  put_crc(out, crc_of(out));
  return out;
}

/// Nothing where another version of the program wrote them. Throws IndexError where these are
/// not the bytes of any encode().
std::optional<Sums> decode(std::string_view bytes) {
  if (bytes.size() < 4) throw_damaged_record();
  std::string_view end = bytes.substr(bytes.size() - 4);
  bytes.remove_suffix(4);
  if (take_crc(end) != crc_of(bytes)) throw_damaged_record();
  PackedReader reader(bytes);
  if (reader.text() != magic) return std::nullopt;
  Sums sums;
  sums.revision = reader.number();
  for (std::uint64_t files = reader.number(); files > 0; --files) {
    const std::string name(reader.text());
    FileSums& file = sums.files[name];
    file.size_bytes = reader.number();
    const std::uint64_t blocks = reader.number();
    std::string_view rest = reader.rest();
    for (std::uint64_t i = 0; i < blocks; ++i) file.blocks.push_back(take_crc(rest));
    reader = PackedReader(rest);
  }
  return sums;
}

/// Reads from an open file until the piece is full or the file ends.
std::string read_at(const Descriptor& file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t count = pread(file.number(), bytes.data() + filled, size - filled,
                                static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    filled += static_cast<std::size_t>(count);
  }
  bytes.resize(filled);
  return bytes;
}

/// A table, or another file, of a database, block by block.
class BlockFile {
public:
  BlockFile(const std::string& database, const std::string& name)
      : file_(open((database + '/' + name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)) {
    struct stat status {};
    if (file_.number() < 0 && errno != ENOENT)  // which its size will show
      throw IndexError(fmt::format("cannot read {}/{}: {}", database, name, std::strerror(errno)),
                       "see the disk and permissions");
    if (file_.number() >= 0 && fstat(file_.number(), &status) == 0)
      size_ = static_cast<std::uint64_t>(status.st_size);
    block_ = name == version_file ? std::max<std::uint64_t>(size_, 1) : block_bytes;
  }

  std::uint64_t size_bytes() const { return size_; }
  std::uint64_t blocks() const { return (size_ + block_ - 1) / block_; }
  std::uint32_t crc(std::uint64_t number) const {
    return crc_of(read_at(file_, number * block_, block_));
  }
  /// The revision in which a table's block was written.
  std::uint32_t revision(std::uint64_t number) const {
    std::uint32_t revision = 0;
    for (const char byte : read_at(file_, number * block_, 4))
      revision = (revision << 8U) | static_cast<unsigned char>(byte);
    return revision;
  }

private:
  Descriptor file_;
  std::uint64_t size_ = 0;
  std::uint64_t block_ = 0;
};

bool is_table(const std::string& name) { return name.ends_with(".glass"); }

std::vector<std::string> files_of(const std::string& database) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(database, error)) {
    const std::string name = entry.path().filename().string();
    if (is_table(name) || name == version_file) names.push_back(name);
  }
  return names;
}

std::uint64_t revision_of(const std::string& database) {
  return Xapian::Database(database, Xapian::DB_OPEN).get_revision();
}

/// The same; nothing where Xapian can't open it.
std::optional<std::uint64_t> readable_revision(const std::string& database) {
  try {
    return revision_of(database);
  } catch (const Xapian::Error&) {
    return std::nullopt;
  }
}

/// The checksums of a database as it is now. Blocks that are no newer than `old` have theirs
/// from there.
Sums sums_of(const std::string& database, const Sums& old) {
  Sums sums;
  sums.revision = revision_of(database);
  for (const std::string& name : files_of(database)) {
    const BlockFile file(database, name);
    const auto known = is_table(name) ? old.files.find(name) : old.files.end();
    FileSums& made = sums.files[name];
    made.size_bytes = file.size_bytes();
    for (std::uint64_t i = 0; i < file.blocks(); ++i) {
      const bool is_known = known != old.files.end() && i < known->second.blocks.size() &&
                            file.revision(i) <= old.revision;
      made.blocks.push_back(is_known ? known->second.blocks[i] : file.crc(i));
    }
  }
  return sums;
}

/// The checksums in that file; nothing where there is none. Throws IndexError.
std::optional<Sums> read_sums(const std::string& path) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(path, error))) return std::nullopt;
  const auto bytes = read_file_bytes(path, max_sums_bytes);
  if (!bytes) throw_damaged_record();
  return decode(*bytes);
}

std::optional<Sums> sound_sums(const std::string& path, const std::string& index) {
  try {
    return read_sums(path);
  } catch (const IndexError&) {
    throw IndexError(fmt::format("the index {} is damaged: its checksums are", index), damage_hint);
  }
}

/// Compares one file with its checksums.
class FileCheck {
public:
  FileCheck(const std::string& database, std::string name, BlockCheck& result)
      : file_(database, name), name_(std::move(name)), result_(result) {}

  /// A table that nobody is changing, or any other file: each byte counts.
  void compare_all(const FileSums& sums) {
    if (file_.size_bytes() != sums.size_bytes)
      result_.damage.push_back(fmt::format("{}, which has {} bytes instead of {}", name_,
                                           file_.size_bytes(), sums.size_bytes));
    const std::uint64_t blocks = std::min<std::uint64_t>(file_.blocks(), sums.blocks.size());
    for (std::uint64_t i = 0; i < blocks; ++i) {
      if (file_.crc(i) != sums.blocks[i]) result_.damage.push_back(place(i));
    }
  }

  /// A table in the midst of changes: what is newer than its checksums is left out.
  void compare_older(const FileSums& sums, std::uint64_t revision) {
    if (file_.blocks() < sums.blocks.size())
      result_.damage.push_back(fmt::format("{}, which breaks off", name_));
    for (std::uint64_t i = 0; i < file_.blocks(); ++i) {
      const bool is_known = i < sums.blocks.size();
      if (is_known && file_.crc(i) == sums.blocks[i]) continue;
      // Read after its bytes: a writer may have been in the midst of it.
      if (!is_known || file_.revision(i) > revision)
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

std::error_code make_checksums(const std::string& database, const std::string& index) {
  const Sums sums = with_index_errors(index, [&] { return sums_of(database, {}); });
  return replace_file(database + '/' + sums_name, encode(sums));
}

void begin_changes(const std::string& database, const std::string& index) {
  const std::string sums = database + '/' + sums_name;
  if (!sound_sums(sums, index)) {
    sound_sums(database + '/' + old_sums_name, index);
    return;
  }
  std::error_code error;
  fs::rename(sums, database + '/' + old_sums_name, error);
  if (!error) error = sync_path(database);
  if (error)
    throw IndexError(fmt::format("cannot write the index {}: {}", index, error.message()),
                     "see the disk's room and permissions");
}

std::error_code complete_checksums(const std::string& database, const std::string& index) {
  const std::string sums = database + '/' + sums_name;
  const std::string old_sums = database + '/' + old_sums_name;
  std::error_code error;
  if (!fs::exists(sums, error)) {
    const auto old = sound_sums(old_sums, index);
    if (!old) return sync_path(database);
    const Sums made = with_index_errors(index, [&] { return sums_of(database, *old); });
    error = replace_file(sums, encode(made));
    if (error) return error;
  }
  fs::remove(old_sums, error);
  return error;
}

BlockCheck check_blocks(const std::string& database) {
  BlockCheck result;
  bool is_changing = false;
  std::optional<Sums> sums;
  try {
    sums = read_sums(database + '/' + sums_name);
    is_changing = !sums;
    if (!sums) sums = read_sums(database + '/' + old_sums_name);
  } catch (const IndexError&) {
    return {true, {"the checksums themselves"}, 0};
  }
  if (!sums) return result;
  result.has_checksums = true;
  const auto revision = readable_revision(database);
  const bool is_newer = is_changing && revision && *revision > sums->revision;
  for (const std::string& name : files_of(database)) sums->files.try_emplace(name);
  for (const auto& [name, file] : sums->files) {
    FileCheck check(database, name, result);
    if (is_changing && is_table(name))
      check.compare_older(file, sums->revision);
    else if (!is_newer)
      check.compare_all(file);
  }
  return result;
}

void refuse_damaged(const std::string& database, const std::string& index) {
  const std::string before = state_of(database);
  const BlockCheck check = check_blocks(database);
  if (check.damage.empty()) return;
  if (state_of(database) != before)
    throw IndexError(fmt::format("the index {} was changed meanwhile", index), "try again");
  throw IndexError(fmt::format("the index {} is damaged: {}", index, describe(check.damage)),
                   damage_hint);
}

std::string describe(const std::vector<std::string>& damage) {
  if (damage.empty()) return {};
  return damage.size() == 1
             ? damage.front()
             : fmt::format("{} places, the first of them {}", damage.size(), damage.front());
}

std::string state_of(const std::string& database) {
  std::error_code error;
  const auto revision = readable_revision(database);
  return fmt::format("{} {} {}", database, revision ? fmt::to_string(*revision) : "unreadable",
                     fs::exists(database + '/' + sums_name, error));
}

}  // namespace demarche
