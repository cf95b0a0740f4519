// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/readers/office/package.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <memory>

#include "indexer/sources/archive_failure.hpp"

namespace demarche {
namespace {

using ZipFile = std::unique_ptr<archive, decltype(&archive_read_free)>;

tl::unexpected<std::string> refusal(std::string reason) {
  return tl::make_unexpected(std::move(reason));
}

tl::unexpected<std::string> broken(archive* zip) {
  const char* const what = archive_error_string(zip);
  return refusal(archive_failure(what != nullptr ? what : "truncated"));
}

/// Adds the member's bytes to `out`; how it ended.
la_ssize_t unpack(archive* zip, std::string& out, std::size_t max_bytes) {
  std::array<char, 65536> part;  // NOLINT: filled by the library
  for (;;) {
    const la_ssize_t count = archive_read_data(zip, part.data(), part.size());
    if (count <= 0) return count;
    out.append(part.data(), static_cast<std::size_t>(count));
    if (out.size() > max_bytes) return 0;
  }
}

}  // namespace

tl::expected<Package, std::string> read_package(
    std::string_view bytes, const std::function<bool(std::string_view name)>& wanted) {
  const ZipFile zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip_seekable(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return broken(zip.get());
  Package package;
  std::size_t total_bytes = 0;
  for (std::size_t members = 0;; ++members) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return package;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return broken(zip.get());
    if (members == max_package_members)
      return refusal(fmt::format("more than {} members", max_package_members));
    const char* const path = archive_entry_pathname_utf8(entry);
    const std::string name = path != nullptr ? path : "";
    if (!wanted(name) || package.contains(name)) continue;
    if (archive_entry_is_encrypted(entry) != 0) return refusal("encrypted");
    std::string& content = package[name];
    if (unpack(zip.get(), content, max_package_bytes - total_bytes) < 0) return broken(zip.get());
    total_bytes += content.size();
    if (total_bytes > max_package_bytes)
      return refusal(fmt::format("unpacks to more than {} MiB", max_package_bytes >> 20U));
  }
}

}  // namespace demarche
