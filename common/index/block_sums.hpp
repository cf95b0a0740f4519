// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/files/descriptor.hpp"

namespace demarche {

// Checksums of a database's files, block by block, in a file beside them: what is damaged
// reads differently from what was written. (Xapian's own check sees a database's structure only.)
// The indexer writes them; a database that another program made has none.

inline constexpr const char* sums_name = "checksums";  // on disk, as all below
/// What a writer calls the checksums of the state that it began with, until it has ended. Each
/// block says in which revision it was written: those of later ones are not among them.
inline constexpr const char* old_sums_name = "checksums.before";

struct FileSums {
  std::uint64_t size_bytes = 0;
  /// When anything about the file was changed last (its ctime), in ns since the epoch; 0 where
  /// that is not known. Whoever writes to it, moves or copies it, changes that.
  std::uint64_t changed_ns = 0;
  std::vector<std::uint32_t>
      blocks;  ///< CRC-32, which tells any change of up to four bytes in a row
  /// Of a table: those of its blocks that the next commit may write over, by number; nothing where
  /// that is not known.
  std::optional<std::vector<std::uint32_t>> free;
};
struct BlockSums {
  std::uint64_t revision = 0;             ///< the database's
  std::map<std::string, FileSums> files;  ///< by name
};

std::string encode_sums(const BlockSums& sums);
/// The checksums in a file; nothing where there is none, or another version of the program wrote
/// it. Throws DamagedRecord where it is damaged.
std::optional<BlockSums> read_sums(const std::string& path);

/// What Xapian calls the file that says which blocks of the tables count.
inline constexpr const char* version_file = "iamglass";
/// The files of a database that have checksums: its tables, and the one that says which of their
/// blocks count.
std::vector<std::string> files_with_sums(const std::string& database);
/// Whether it is a table, whose blocks say their revision.
bool is_table(const std::string& name);
/// Of a table's block, as the indexer has them made.
inline constexpr std::size_t table_block_bytes = 8192;
/// A number of a table's block: four bytes, the highest first, or what there is of them.
std::uint32_t number_at(std::string_view block, std::size_t byte);

/// One of these files, block by block. One thread.
class BlockFile {
public:
  /// One that is not there has no blocks. Throws IndexError, as the others do, where it can't be
  /// read.
  BlockFile(const std::string& database, const std::string& name);

  std::uint64_t size_bytes() const { return size_; }
  /// As in FileSums, when it was opened.
  std::uint64_t changed_ns() const { return changed_ns_; }
  /// Whether its last block is not whole.
  bool breaks_off() const { return size_ % block_ != 0; }
  std::uint64_t blocks() const { return (size_ + block_ - 1) / block_; }
  std::string block(std::uint64_t number) const { return read(number * block_, block_); }
  /// Blocks in a row are read many at a time.
  std::uint32_t crc(std::uint64_t number);
  /// The revision in which a table's block was written.
  std::uint32_t revision(std::uint64_t number) const;

private:
  /// Reads what there is of so many bytes.
  std::string read(std::uint64_t offset, std::size_t size) const;

  std::string path_;
  Descriptor file_;
  std::string buffer_;
  std::uint64_t buffer_begin_ = 0;
  std::uint64_t next_ = 0;   ///< the block after the last that was asked for
  std::uint64_t ahead_ = 0;  ///< bytes that were read at once
  std::uint64_t size_ = 0;
  std::uint64_t changed_ns_ = 0;
  std::uint64_t block_;
};

}  // namespace demarche
