// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/versions.hpp"

#include <algorithm>
#include <tuple>

#include "common/index/packed.hpp"
#include "common/index/schema.hpp"
#include "common/index/stored_fields.hpp"
#include "common/index/zstd_objects.hpp"

namespace demarche {
namespace {

constexpr char layout = 1;  // on disk: never renumber
/// Written seldom and kept for ever; but much text would take too long.
constexpr int compression_level = 15;
constexpr int compression_level_of_much = 5;
constexpr std::size_t much_bytes = std::size_t{1} << 20U;
constexpr std::uint64_t max_records_bytes = std::uint64_t{4} << 30U;

std::string compress(std::string_view records) {
  const ZstdCompressor context = allocated(ZstdCompressor(ZSTD_createCCtx()));
  ZSTD_CCtx_setParameter(
      context.get(), ZSTD_c_compressionLevel,
      records.size() < much_bytes ? compression_level : compression_level_of_much);
  // Finds what two texts have in common also where each is larger than the window.
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_enableLongDistanceMatching, 1);
  std::string frame(ZSTD_compressBound(records.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), records.data(), records.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();
  frame.resize(size);
  return frame;
}

std::string decompress(std::string_view frame, std::uint64_t bytes) {
  if (bytes > max_records_bytes || bytes / max_zstd_expansion > frame.size())
    throw_damaged_record();
  std::string records(bytes, '\0');
  const std::size_t size =
      ZSTD_decompress(records.data(), records.size(), frame.data(), frame.size());
  if (ZSTD_isError(size) != 0 || size != bytes) throw_damaged_record();
  return records;
}

bool is_before(const Version& one, const Version& other) {
  return std::tie(one.from_s, one.until_s) < std::tie(other.from_s, other.until_s);
}

bool is_same(const Version& one, const Version& other) {
  return one.from_s == other.from_s && one.until_s == other.until_s &&
         one.statement.text == other.statement.text &&
         one.statement.fields == other.statement.fields;
}

}  // namespace

std::string versions_key(std::string_view id) {
  return std::string(metadata_key::versions) + document_key(id);
}

std::string encode_versions(const std::vector<Version>& versions) {
  std::string records;
  for (const Version& version : versions) {
    put_number(records, static_cast<std::uint64_t>(version.from_s));
    put_number(records, static_cast<std::uint64_t>(version.until_s));
    put_fields(records, version.statement);
    put_text(records, version.statement.text);
  }
  std::string stored(1, layout);
  put_number(stored, records.size());
  return stored + compress(records);
}

std::vector<Version> decode_versions(std::string_view stored) {
  std::vector<Version> versions;
  if (stored.empty()) return versions;
  if (stored.front() != layout) throw_damaged_record();
  PackedReader header(stored.substr(1));
  const std::uint64_t bytes = header.number();
  const std::string records = decompress(header.rest(), bytes);
  for (PackedReader reader(records); !reader.rest().empty();) {
    Version& version = versions.emplace_back();
    version.from_s = static_cast<std::int64_t>(reader.number());
    version.until_s = static_cast<std::int64_t>(reader.number());
    version.statement = read_fields(reader);
    version.statement.text = reader.text();
  }
  return versions;
}

std::string united_versions(std::string_view one, std::string_view other) {
  if (one == other) return std::string(one);
  std::vector<Version> all = decode_versions(one);
  for (Version& version : decode_versions(other)) {
    const bool is_known = std::any_of(
        all.begin(), all.end(), [&](const Version& known) { return is_same(known, version); });
    if (!is_known) all.push_back(std::move(version));
  }
  std::stable_sort(all.begin(), all.end(), is_before);
  return encode_versions(all);
}

}  // namespace demarche
