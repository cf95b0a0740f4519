// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "indexer/sources/byte_stream.hpp"
#include "indexer/sources/gzip_stream.hpp"

struct archive;
struct archive_entry;

namespace demarche {

/// How much an archive, with those within it, may unpack to: what is more is a bomb.
struct ExpansionLimits {
  std::uint64_t free_bytes = 64ULL << 20U;    ///< whatever its size
  std::uint64_t ratio = 200;                  ///< times what was read of it
  std::uint64_t total_bytes = 100ULL << 30U;  ///< in all
};

/// What was read of an archive on the disk and what it has unpacked to.
struct Expansion {
  ExpansionLimits limits;
  std::uint64_t packed_bytes = 0;
  std::uint64_t unpacked_bytes = 0;

  /// Why no more of it is to be unpacked; nothing where all is well.
  std::optional<std::string> excess() const;
};

/// A member of an archive that may hold text: no folder.
struct ArchiveMember {
  std::string path;  ///< valid UTF-8, `/` between; empty for what a compressed file holds
  /// Why it is not to be read: "encrypted", a link, a device, a path out of the archive.
  std::optional<std::string> refusal;
};

/// Reads ZIP and tar archives and single compressed files (gzip, bzip2, xz,
/// Zstandard), member by member in their order, by libarchive. Paths are names only: nothing is
/// ever written. Folders, and what desktops leave in archives (`__MACOSX/`, names that begin with
/// a dot), are passed over. For one thread.
class ArchiveReader {
public:
  /// `is_outermost`: whether `bytes` come from the disk, and not from an archive that counts
  /// in the same `expansion`, which outlives the object.
  ArchiveReader(std::unique_ptr<ByteStream> bytes, Expansion& expansion, bool is_outermost = true);
  ~ArchiveReader();
  ArchiveReader(const ArchiveReader&) = delete;
  ArchiveReader& operator=(const ArchiveReader&) = delete;

  /// The next member; nothing at the end. The reason, where the archive is none, is broken or a
  /// bomb: no more of it can be read. Throws Interrupted where a signal has come.
  tl::expected<std::optional<ArchiveMember>, std::string> next();

  /// Bytes of the member that next() gave last, as ByteStream::read. Throws as next().
  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes);

  /// Whether anything could not be read, of the archive or of a member that was not refused.
  bool has_failed() const { return has_failed_; }

private:
  struct Closer {
    void operator()(archive* reader) const;
  };
  /// What libarchive calls.
  struct Callbacks;

  tl::expected<void, std::string> open();
  tl::expected<void, std::string> open_gzip();
  std::ptrdiff_t read_block();
  bool is_compressed() const;
  tl::expected<void, std::string> check_format();
  tl::expected<void, std::string> pass_over_rest();
  tl::expected<void, std::string> verify_end();
  std::optional<std::string> excess();
  tl::unexpected<std::string> fail(std::string reason);
  std::string failure_text() const;
  ArchiveMember describe(archive_entry* entry) const;

  std::unique_ptr<ByteStream> bytes_;
  const GzipStream* gzip_ = nullptr;  ///< bytes_, where that unpacks them
  Expansion& expansion_;
  bool is_outermost_;
  std::unique_ptr<archive, Closer> reader_;
  std::vector<char> buffer_;
  std::uint64_t read_bytes_ = 0;
  std::uint64_t size_bytes_ = UINT64_MAX;  ///< of the archive, where it is known
  std::uint64_t given_bytes_ = 0;
  std::uint64_t counted_bytes_ = 0;  ///< of what was unpacked, those that expansion_ knows of
  bool is_begun_ = false;            ///< whether the first member was found
  bool has_failed_ = false;
  std::optional<std::string> stream_failure_;
  std::exception_ptr thrown_;  ///< by the stream, while libarchive read it
};

/// The bytes of the member that `reader` gave last; before the next one is asked for.
class MemberStream : public ByteStream {
public:
  explicit MemberStream(ArchiveReader& reader) : reader_(reader) {}
  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override {
    return reader_.read(to, bytes);
  }

private:
  ArchiveReader& reader_;
};

}  // namespace demarche
