// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/block_sums.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "common/error.hpp"
#include "common/files/folder.hpp"
#include "common/index/packed.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

// On disk: the magic, as a text; the database's revision; how many files; of each its name, its
// size in bytes, when it was changed, how many blocks it has and their CRC-32s, 0 or one more than
// how many of them are free and how far each is from the one before; at the end the CRC-32 of all
// before.
constexpr std::string_view magic = "demarche checksums 3";
constexpr std::string_view magic_2 = "demarche checksums 2";  ///< did not say what is free
constexpr std::string_view magic_1 = "demarche checksums 1";  ///< nor when
/// What is read at a time.
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;

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

void put_free(std::string& out, const std::optional<std::vector<std::uint32_t>>& blocks) {
  put_number(out, blocks ? blocks->size() + 1 : 0);
  if (!blocks) return;
  std::uint32_t last = 0;
  for (const std::uint32_t block : *blocks) put_number(out, block - std::exchange(last, block));
}

std::optional<std::vector<std::uint32_t>> take_free(PackedReader& reader) {
  const std::uint64_t size = reader.number();
  if (size == 0) return std::nullopt;
  std::vector<std::uint32_t> blocks;
  std::uint64_t block = 0;
  for (std::uint64_t i = 1; i < size; ++i)
    blocks.push_back(static_cast<std::uint32_t>(block += reader.number()));
  return blocks;
}

IndexError unreadable(const std::string& path, const std::string& reason) {
  return IndexError(fmt::format("cannot read {}: {}", path, reason),
                    "see the disk and permissions");
}

std::optional<BlockSums> decode(std::string_view bytes) {
  if (bytes.size() < 4) throw_damaged_record();
  std::string_view end = bytes.substr(bytes.size() - 4);
  bytes.remove_suffix(4);
  if (take_crc(end) != crc_of(bytes)) throw_damaged_record();
  PackedReader reader(bytes);
  const std::string_view version = reader.text();
  if (version != magic && version != magic_2 && version != magic_1) return std::nullopt;
  BlockSums sums;
  sums.revision = reader.number();
  for (std::uint64_t files = reader.number(); files > 0; --files) {
    const std::string name(reader.text());
    FileSums& file = sums.files[name];
    file.size_bytes = reader.number();
    if (version != magic_1) file.changed_ns = reader.number();
    const std::uint64_t blocks = reader.number();
    std::string_view rest = reader.rest();
    for (std::uint64_t i = 0; i < blocks; ++i) file.blocks.push_back(take_crc(rest));
    reader = PackedReader(rest);
    if (version == magic) file.free = take_free(reader);
  }
  return sums;
}

}  // namespace

std::string encode_sums(const BlockSums& sums) {
  std::string out;
  put_text(out, magic);
  put_number(out, sums.revision);
  put_number(out, sums.files.size());
  for (const auto& [name, file] : sums.files) {
    put_text(out, name);
    put_number(out, file.size_bytes);
    put_number(out, file.changed_ns);
    put_number(out, file.blocks.size());
    for (const std::uint32_t crc : file.blocks) put_crc(out, crc);
    put_free(out, file.free);
  }
  put_crc(out, crc_of(out));
  return out;
}

std::optional<BlockSums> read_sums(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  return decode(std::string(std::istreambuf_iterator<char>(file), {}));
}

std::uint32_t number_at(std::string_view block, std::size_t byte) {
  std::uint32_t number = 0;
  for (const char one : block.substr(byte, 4))
    number = (number << 8U) | static_cast<unsigned char>(one);
  return number;
}

bool is_table(const std::string& name) { return name.ends_with(".glass"); }

std::vector<std::string> files_with_sums(const std::string& database) {
  std::vector<std::string> names = names_in(database).value_or(std::vector<std::string>());
  std::erase_if(names,
                [](const std::string& name) { return !is_table(name) && name != version_file; });
  return names;
}

BlockFile::BlockFile(const std::string& database, const std::string& name)
    : path_(database + '/' + name), block_(is_table(name) ? table_block_bytes : 1) {
  struct stat status {};
  auto file = open_regular_file(path_);
  if (!file && lstat(path_.c_str(), &status) != 0 && errno == ENOENT) return;
  if (!file) throw unreadable(path_, file.error());
  file_ = std::move(*file);
  if (fstat(file_.number(), &status) != 0) throw unreadable(path_, std::strerror(errno));
  size_ = static_cast<std::uint64_t>(status.st_size);
  changed_ns_ = static_cast<std::uint64_t>(status.st_ctim.tv_sec) * 1'000'000'000U +
                static_cast<std::uint64_t>(status.st_ctim.tv_nsec);
  // The version file is one block, of whatever size.
  if (!is_table(name)) block_ = std::max<std::uint64_t>(size_, 1);
}

std::string BlockFile::read(std::uint64_t offset, std::size_t size) const {
  auto bytes = read_at(file_, offset, size);
  if (!bytes) throw unreadable(path_, bytes.error().message());
  return std::move(*bytes);
}

std::uint32_t BlockFile::crc(std::uint64_t number) {
  const std::uint64_t begin = number * block_;
  const std::uint64_t end = std::min(begin + block_, size_);
  if (begin < buffer_begin_ || end > buffer_begin_ + buffer_.size()) {
    // The longer blocks are asked for in a row, the more are read ahead.
    ahead_ = number == next_ ? std::min<std::uint64_t>(2 * ahead_, piece_bytes) : 0;
    buffer_ = read(begin, std::max(block_, ahead_));
    buffer_begin_ = begin;
    ahead_ = buffer_.size();
  }
  next_ = number + 1;
  return crc_of(std::string_view(buffer_).substr(begin - buffer_begin_, block_));
}

std::uint32_t BlockFile::revision(std::uint64_t number) const {
  return number_at(read(number * block_, 4), 0);
}

}  // namespace demarche
