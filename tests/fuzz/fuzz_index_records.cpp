// SPDX-License-Identifier: GPL-2.0-or-later
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "common/error.hpp"
#include "common/index/block_sums.hpp"
#include "common/index/copies.hpp"
#include "common/index/extent.hpp"
#include "common/index/glass_cursor.hpp"
#include "common/index/glass_version.hpp"
#include "common/index/packed.hpp"
#include "common/index/position_list.hpp"
#include "common/index/schema.hpp"
#include "common/index/stamp.hpp"
#include "common/index/versions.hpp"
#include "common/index/word_forms.hpp"
#include "searcher/seen_hits.hpp"
#include "tests/fuzz/demand.hpp"

namespace demarche {
namespace {

/// The values of a stamp's entries, ended by NUL.
void read_as_stamp(std::string_view bytes) {
  Xapian::WritableDatabase database(std::string(), Xapian::DB_BACKEND_INMEMORY);
  for (const char* key : {metadata_key::format, metadata_key::analyzer, metadata_key::languages,
                          metadata_key::fields, metadata_key::xapian}) {
    const std::size_t end = bytes.find('\0');
    database.set_metadata(key, std::string(bytes.substr(0, end)));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  is_outdated(database);
  const Stamp stamp = read_stamp(database, "index");
  for (const auto& [key, value] : stamp_metadata(stamp)) database.set_metadata(key, value);
  const Stamp again = read_stamp(database, "index");
  fuzz::demand(again.languages == stamp.languages && again.fields == stamp.fields);
}

/// A file of this process, with these bytes.
std::string file_of(std::string_view bytes) {
  const std::string path = "/tmp/fuzz_index_records." + std::to_string(getpid());
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

void read_as_checksums(std::string_view bytes) {
  if (const auto sums = read_sums(file_of(bytes))) {
    const std::string encoded = encode_sums(*sums);
    fuzz::demand(encode_sums(read_sums(file_of(encoded)).value()) == encoded);
  }
}

/// Writes a table in a folder of this process, which it gives. Blocks are large, and mostly zero:
/// `bytes` has `kept` bytes of each's beginning, and as many of its end.
std::string write_table(const std::string& name, std::string_view bytes, std::size_t kept) {
  const std::string folder = "/tmp/fuzz_index_records." + std::to_string(getpid()) + ".db";
  std::filesystem::create_directory(folder);
  std::string table;
  while (!bytes.empty()) {
    const std::string_view begin = bytes.substr(0, kept);
    const std::string_view end = bytes.substr(begin.size(), kept);
    table += begin;
    table.append(table_block_bytes - begin.size() - end.size(), '\0');
    table += end;
    bytes.remove_prefix(begin.size() + end.size());
  }
  std::ofstream(folder + '/' + name, std::ios::binary) << table;
  return folder;
}

/// A version file, as the first byte says how long, and the table that it tells of.
void read_as_database(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t size =
      std::min<std::size_t>(static_cast<unsigned char>(bytes[0]) + 1, bytes.size());
  const std::string folder = write_table("postlist.glass", bytes.substr(size), 16);
  const auto blocks =
      free_blocks(BlockFile(folder, "postlist.glass"), bytes.substr(1, size - 1), "postlist.glass");
  if (blocks) fuzz::demand(std::is_sorted(blocks->begin(), blocks->end()));
}

void read_as_positions(std::string_view bytes) {
  PositionList list(bytes);
  std::uint64_t before = 0;
  // A run takes no bytes: it is skipped through in steps.
  for (std::size_t i = 0; i < 10'000 && before != PositionList::beyond; ++i) {
    const std::uint64_t at = list.skip_to(i % 100 == 99 ? before + (before >> 4U) + 1 : before);
    fuzz::demand(at >= before);
    before = at == PositionList::beyond ? at : at + 1;
  }
}

/// A table of positions, whose tree has as many levels as the first byte says.
void read_as_tree(std::string_view bytes) {
  if (bytes.empty()) return;
  std::string version = "\x0f\x0dXapian Glass\x04\x6e" + std::string(16, '\0');
  put_number(version, 1'000);
  for (int i = 0; i < 4; ++i) {
    for (const std::uint64_t number :
         {std::uint64_t{0}, std::uint64_t{static_cast<unsigned char>(bytes[0]) % 3U} << 2U,
          std::uint64_t{1}, std::uint64_t{table_block_bytes / 2048}, std::uint64_t{0}})
      put_number(version, number);
    put_text(version, "");
  }
  const std::string folder = write_table("position.glass", bytes.substr(1), 64);
  std::ofstream(folder + "/iamglass", std::ios::binary) << version;
  const auto tree =
      GlassTree::open(folder, "position.glass", "00000000-0000-0000-0000-000000000000", 1'000);
  if (!tree) return;
  GlassCursor cursor(*tree);
  for (const std::string_view key : {"a", "b", "b", "ab", "zeal"}) cursor.find(key);
  TermPositions term(*tree, "a");
  for (const std::uint32_t document : {1U, 2U, 40'000U, 7U})
    read_as_positions(term.packed(document));
}

void read_as_seen(std::string_view bytes) {
  const SeenHits seen(file_of(bytes), "ferry");
  for (const std::string& id : seen.ids()) fuzz::demand(id.size() <= bytes.size());
}

void read(std::uint8_t kind, std::string_view bytes) {
  switch (kind) {
    case 's':
      return read_as_stamp(bytes);
    case 'c':
      decode_copies(bytes);
      return;
    case 'i':
      decode_ids(bytes);
      return;
    case 'v':
      decode_versions(bytes);
      return;
    case 'f':
      decode_forms(bytes);
      return;
    case 'e':
      decode_extent(bytes);
      return;
    case 'k':
      return read_as_checksums(bytes);
    case 'g':
      return read_as_database(bytes);
    case 'p':
      return read_as_positions(bytes);
    case 't':
      return read_as_tree(bytes);
    default:
      return read_as_seen(bytes);
  }
}

}  // namespace
}  // namespace demarche

/// Any bytes are a stamp, or another of an index's records or of a program's own files, which the
/// first byte names, or an error; within bounded memory.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  try {
    demarche::read(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  } catch (const demarche::Error&) {
    // What a damaged index, or a bad file, gives.
  } catch (const Xapian::DatabaseCorruptError&) {
    // The same of what is read beside Xapian's own values.
  } catch (const Xapian::DatabaseModifiedError&) {
    // Of a block that is of a later revision than what names it.
  }
  return 0;
}
