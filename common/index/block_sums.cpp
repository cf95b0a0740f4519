// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/block_sums.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <string_view>

#include "common/error.hpp"
#include "common/index/packed.hpp"

namespace demarche {
namespace {

namespace fs = std::filesystem;

// On disk: the magic, as a text; the database's revision; how many files; of each its name, its
// size in bytes, and how many blocks it has and their CRC-32s; at the end that of all before.
constexpr std::string_view magic = "demarche checksums 1";
/// Of the tables, as the indexer has them made: each begins with its revision.
constexpr std::size_t table_block_bytes = 8192;
/// What is read at a time.
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;
constexpr const char* version_file = "iamglass";  ///< one block, of whatever size

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

std::optional<BlockSums> decode(std::string_view bytes) {
  if (bytes.size() < 4) throw_damaged_record();
  std::string_view end = bytes.substr(bytes.size() - 4);
  bytes.remove_suffix(4);
  if (take_crc(end) != crc_of(bytes)) throw_damaged_record();
  PackedReader reader(bytes);
  if (reader.text() != magic) return std::nullopt;
  BlockSums sums;
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

}  // namespace

std::string encode_sums(const BlockSums& sums) {
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

std::optional<BlockSums> read_sums(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  return decode(std::string(std::istreambuf_iterator<char>(file), {}));
}

bool is_table(const std::string& name) { return name.ends_with(".glass"); }

std::vector<std::string> files_with_sums(const std::string& database) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(database, error)) {
    const std::string name = entry.path().filename().string();
    if (is_table(name) || name == version_file) names.push_back(name);
  }
  return names;
}

BlockFile::BlockFile(const std::string& database, const std::string& name) {
  const std::string path = database + '/' + name;
  file_.rdbuf()->pubsetbuf(nullptr, 0);  // blocks are read as they are asked for
  file_.open(path, std::ios::binary);
  if (!file_ && errno != ENOENT)
    throw IndexError(fmt::format("cannot read {}: {}", path, std::strerror(errno)),
                     "see the disk and permissions");
  std::error_code error;
  if (file_) size_ = fs::file_size(path, error);
  if (error) size_ = 0;
  block_ = is_table(name) ? table_block_bytes : std::max<std::uint64_t>(size_, 1);
}

void BlockFile::read(std::uint64_t offset, std::size_t size) {
  buffer_.resize(size);
  buffer_begin_ = offset;
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(offset));
  file_.read(buffer_.data(), static_cast<std::streamsize>(size));
  buffer_.resize(static_cast<std::size_t>(std::max<std::streamsize>(file_.gcount(), 0)));
}

std::uint32_t BlockFile::crc(std::uint64_t number) {
  const std::uint64_t begin = number * block_;
  const std::uint64_t end = std::min(begin + block_, size_);
  if (begin < buffer_begin_ || end > buffer_begin_ + buffer_.size())
    read(begin, number == next_ ? std::max<std::size_t>(block_, piece_bytes) : block_);
  next_ = number + 1;
  return crc_of(std::string_view(buffer_).substr(begin - buffer_begin_, block_));
}

std::uint32_t BlockFile::revision(std::uint64_t number) {
  std::array<unsigned char, 4> bytes{};
  file_.clear();
  file_.seekg(static_cast<std::streamoff>(number * block_));
  file_.read(reinterpret_cast<char*>(bytes.data()), bytes.size());
  std::uint32_t revision = 0;
  for (const unsigned char byte : bytes) revision = (revision << 8U) | byte;
  return revision;
}

}  // namespace demarche
