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
#include "common/index/glass_version.hpp"
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

/// A version file, as the first byte says how long, and the table that it tells of.
void read_as_database(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::string folder = "/tmp/fuzz_index_records." + std::to_string(getpid()) + ".db";
  std::filesystem::create_directory(folder);
  const std::size_t size =
      std::min<std::size_t>(static_cast<unsigned char>(bytes[0]) + 1, bytes.size());
  // Blocks are large, and mostly zero.
  std::string table;
  for (std::string_view rest = bytes.substr(size); !rest.empty();) {
    const std::string_view begin = rest.substr(0, 16);
    const std::string_view end = rest.substr(begin.size(), 16);
    table += begin;
    table.append(table_block_bytes - begin.size() - end.size(), '\0');
    table += end;
    rest.remove_prefix(begin.size() + end.size());
  }
  std::ofstream(folder + "/postlist.glass", std::ios::binary) << table;
  const auto blocks =
      free_blocks(BlockFile(folder, "postlist.glass"), bytes.substr(1, size - 1), "postlist.glass");
  if (blocks) fuzz::demand(std::is_sorted(blocks->begin(), blocks->end()));
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
  }
  return 0;
}
