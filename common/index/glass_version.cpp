// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/glass_version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "common/index/packed.hpp"

namespace demarche {
namespace {

/// The format's name, and its version: that of 14 March 2016, which all of Xapian 1.4 has.
constexpr std::string_view magic = "\x0f\x0dXapian Glass\x04\x6e";
constexpr std::size_t uuid_bytes = 16;
/// In the order of the file.
constexpr std::array<std::string_view, 6> tables = {"postlist.glass", "docdata.glass",
                                                    "termlist.glass", "position.glass",
                                                    "spelling.glass", "synonym.glass"};
/// Block sizes are given in this unit.
constexpr std::uint64_t block_unit = 2048;

/// A place in the list of free blocks: which of its own blocks, and which byte of that.
struct ListPlace {
  std::uint64_t block = 0;
  std::uint64_t byte = 0;
  bool operator==(const ListPlace&) const = default;
};

ListPlace take_place(PackedReader& reader) {
  const std::uint64_t block = reader.number();
  return {block, reader.number() * 4};
}

/// A block of the list: its revision, the level that no block of the tree has, three bytes of
/// nothing; then numbers of blocks, of which the last is that of the list's next block.
constexpr std::size_t list_begin = 8;
constexpr char list_level = '\xfe';

/// Whether the list goes on so from `place` to `end`; adds its blocks and those that it names.
bool walk(const BlockFile& file, ListPlace place, const ListPlace& end, std::uint64_t most,
          std::vector<std::uint32_t>& blocks) {
  while (blocks.size() <= most) {
    if (place.block >= file.blocks()) return false;
    const std::string block = file.block(place.block);
    if (block.size() < table_block_bytes || block[4] != list_level) return false;
    constexpr std::size_t last = table_block_bytes - 4;
    blocks.push_back(static_cast<std::uint32_t>(place.block));
    const std::size_t stop = place.block == end.block ? end.byte : last;
    if (place.byte < list_begin || place.byte > stop || stop > last) return false;
    for (; place.byte < stop; place.byte += 4) blocks.push_back(number_at(block, place.byte));
    if (place.block == end.block) return true;
    place = {number_at(block, last), list_begin};
  }
  return false;
}

/// Five groups of hexadecimal digits.
std::string uuid_text(std::string_view uuid) {
  std::string text;
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += fmt::format("{:02x}", static_cast<unsigned char>(uuid[i]));
  }
  return text;
}

/// What a version file says of a table, and in which of its bytes.
struct TableEntry {
  std::size_t begin, end;
  GlassTable table;
};

std::optional<TableEntry> find_entry(std::string_view bytes, const std::string& table) {
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + uuid_bytes) return std::nullopt;
  PackedReader reader(bytes.substr(magic.size() + uuid_bytes));
  const auto place = [&] { return bytes.size() - reader.rest().size(); };
  try {
    const std::uint64_t revision = reader.number();
    for (const std::string_view name : tables) {
      const std::size_t begin = place();
      GlassTable found;
      found.revision = revision;
      found.root = reader.number();
      const std::uint64_t level = reader.number();
      found.level = level >> 2U;
      found.is_empty = (level & 1U) != 0;
      found.entries = reader.number();
      found.block_bytes = reader.number() * block_unit;
      reader.number();  // from which length on it compresses
      found.free_list = reader.text();
      if (name != table) continue;
      found.uuid = uuid_text(bytes.substr(magic.size(), uuid_bytes));
      return TableEntry{begin, place(), std::move(found)};
    }
  } catch (const DamagedRecord&) {
  }
  return std::nullopt;
}

}  // namespace

std::string version_bytes(const std::string& database) {
  const BlockFile file(database, version_file);
  return file.blocks() == 0 ? std::string() : file.block(0);
}

std::optional<GlassTable> glass_table(std::string_view bytes, const std::string& table) {
  const auto entry = find_entry(bytes, table);
  return entry ? std::optional(entry->table) : std::nullopt;
}

std::optional<std::string> with_table(std::string_view bytes, const std::string& table,
                                      std::string_view other) {
  const auto entry = find_entry(bytes, table);
  const auto wanted = find_entry(other, table);
  if (!entry || !wanted) return std::nullopt;
  return std::string(bytes).replace(entry->begin, entry->end - entry->begin,
                                    other.substr(wanted->begin, wanted->end - wanted->begin));
}

std::optional<std::vector<std::uint32_t>> free_blocks(const BlockFile& file,
                                                      std::string_view version,
                                                      const std::string& table) {
  const auto found = glass_table(version, table);
  if (!found || found->block_bytes != table_block_bytes) return std::nullopt;
  std::vector<std::uint32_t> blocks;
  if (found->free_list.empty()) return blocks;
  try {
    PackedReader reader(found->free_list);
    reader.number();  // the revision
    const std::uint64_t used = std::min(reader.number(), file.blocks());
    const ListPlace begin = take_place(reader);
    const ListPlace end = take_place(reader);
    // One without any block is at byte 0.
    const bool is_whole = begin == end && end.byte == 0;
    if (!is_whole && !walk(file, begin, end, 2 * used, blocks)) return std::nullopt;
    // What a writer that was stopped added at the end.
    for (std::uint64_t i = used; i < file.blocks(); ++i)
      blocks.push_back(static_cast<std::uint32_t>(i));
  } catch (const DamagedRecord&) {
    return std::nullopt;
  }
  std::sort(blocks.begin(), blocks.end());
  blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());
  return blocks;
}

}  // namespace demarche
