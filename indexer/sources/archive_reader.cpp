// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/archive_reader.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include "common/program.hpp"
#include "indexer/sources/archive_failure.hpp"
#include "indexer/sources/source.hpp"

namespace demarche {
namespace {

constexpr std::size_t block_bytes = 64U << 10U;
/// libarchive holds a ZIP archive's directory in about five times its size.
constexpr std::uint64_t max_directory_bytes = 64U << 20U;

/// Names are UTF-8 where the archive says so, whatever the user's locale is:
/// libarchive converts them to that of the thread.
class Utf8Locale {
public:
  Utf8Locale() : former_(uselocale(utf8())) {}
  ~Utf8Locale() { uselocale(former_); }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
  static locale_t utf8() {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }
  locale_t former_;
};

/// The path without the `./` that tar puts before it.
std::string_view without_dot(std::string_view path) {
  while (path.starts_with("./")) {
    path.remove_prefix(2);
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  }
  return path;
}

template <typename Test>
bool any_part(std::string_view path, const Test& test) {
  for (;;) {
    const std::size_t slash = path.find('/');
    if (test(path.substr(0, slash))) return true;
    if (slash == std::string_view::npos) return false;
    path.remove_prefix(slash + 1);
  }
}

bool leads_out(std::string_view path) {
  return path.starts_with('/') || any_part(path, [](auto part) { return part == ".."; });
}

/// As list_sources passes over files, and what a Mac puts beside them.
bool is_junk(std::string_view path) {
  return !leads_out(path) && any_part(path, [](std::string_view part) {
    return part.starts_with('.') || part == "__MACOSX";
  });
}

std::string_view raw_path(archive_entry* entry) {
  const char* path = archive_entry_pathname(entry);
  return without_dot(path == nullptr ? "" : path);
}

std::optional<std::string> refusal_of(archive_entry* entry, std::string_view path) {
  if (archive_entry_hardlink(entry) != nullptr) return "a link to another member: not followed";
  const auto type = archive_entry_filetype(entry);
  if (type == AE_IFLNK) return "a link: not followed";
  if (type != AE_IFREG) return "no regular file";
  if (path.empty()) return "a member without a name";
  if (leads_out(path)) return "its path leads out of the archive";
  if (archive_entry_is_encrypted(entry) == 1) return "encrypted";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Expansion::excess() const {
  if (unpacked_bytes > limits.total_bytes)
    return fmt::format("it unpacks to more than {} GiB", limits.total_bytes >> 30U);
  if (unpacked_bytes > limits.free_bytes && unpacked_bytes / limits.ratio > packed_bytes)
    return fmt::format("a bomb: it unpacks to more than {} times its size", limits.ratio);
  return std::nullopt;
}

// An exception must not pass through libarchive: it waits for fail().
struct ArchiveReader::Callbacks {
  static la_ssize_t read(archive* /*reader*/, void* data, const void** block) noexcept {
    auto& self = *static_cast<ArchiveReader*>(data);
    *block = self.buffer_.data();
    try {
      return self.read_block();
    } catch (...) {
      self.thrown_ = std::current_exception();
      return ARCHIVE_FATAL;
    }
  }

  static la_int64_t seek(archive* /*reader*/, void* data, la_int64_t offset, int whence) noexcept {
    const auto place = static_cast<ArchiveReader*>(data)->bytes_->seek(offset, whence);
    return place ? static_cast<la_int64_t>(*place) : ARCHIVE_FATAL;
  }
};

void ArchiveReader::Closer::operator()(archive* reader) const { archive_read_free(reader); }

ArchiveReader::ArchiveReader(std::unique_ptr<ByteStream> bytes, Expansion& expansion,
                             bool is_outermost)
    : bytes_(std::move(bytes)),
      expansion_(expansion),
      is_outermost_(is_outermost),
      buffer_(block_bytes) {}

ArchiveReader::~ArchiveReader() = default;

tl::expected<void, std::string> ArchiveReader::open() {
  if (const auto end = bytes_->seek(0, SEEK_END)) {
    size_bytes_ = *end;
    bytes_->seek(0, SEEK_SET);
    if (size_bytes_ == 0) return fail("empty");
  }
  if (auto opened = open_gzip(); !opened) return opened;
  reader_.reset(archive_read_new());
  archive* const reader = reader_.get();
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_raw(reader);
  archive_read_set_read_callback(reader, Callbacks::read);
  archive_read_set_seek_callback(reader, Callbacks::seek);
  archive_read_set_callback_data(reader, this);
  if (archive_read_open1(reader) != ARCHIVE_OK) return fail(failure_text());
  return {};
}

tl::unexpected<std::string> ArchiveReader::fail(std::string reason) {
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  has_failed_ = true;
  return tl::make_unexpected(std::move(reason));
}

/// To buffer_; how much, or ARCHIVE_FATAL.
std::ptrdiff_t ArchiveReader::read_block() {
  if (!is_begun_ && read_bytes_ > max_directory_bytes) {
    stream_failure_ =
        fmt::format("its directory is larger than {} MiB", max_directory_bytes >> 20U);
    return ARCHIVE_FATAL;
  }
  auto count = bytes_->read(buffer_.data(), buffer_.size());
  if (!count) {
    stream_failure_ = std::move(count.error());
    return ARCHIVE_FATAL;
  }
  read_bytes_ += *count;
  return static_cast<std::ptrdiff_t>(*count);
}

/// libarchive would not verify the checksums.
tl::expected<void, std::string> ArchiveReader::open_gzip() {
  constexpr std::string_view mark = "\x1f\x8b";
  auto beginning = read_some(*bytes_, mark.size());
  if (!beginning) return fail(std::move(beginning.error()));
  const bool is_gzip = *beginning == mark;
  if (!is_gzip && bytes_->seek(0, SEEK_SET)) return {};
  bytes_ = std::make_unique<BegunStream>(std::move(*beginning), std::move(bytes_));
  if (!is_gzip) return {};
  auto unpacked = std::make_unique<GzipStream>(std::move(bytes_));
  gzip_ = unpacked.get();
  bytes_ = std::move(unpacked);
  return {};
}

bool ArchiveReader::is_compressed() const {
  return gzip_ != nullptr || archive_filter_count(reader_.get()) > 1;
}

std::string ArchiveReader::failure_text() const {
  if (stream_failure_) return *stream_failure_;
  const char* text = archive_error_string(reader_.get());
  return archive_failure(text == nullptr ? "" : text);
}

/// What is known once the first member is found.
tl::expected<void, std::string> ArchiveReader::check_format() {
  // One of libarchive's does nothing.
  const int filters = archive_filter_count(reader_.get()) + (gzip_ != nullptr ? 1 : 0);
  if (filters > 2) return fail("compressed more than once");
  // Its directory, which tells links from files, stands at its end.
  const int format = archive_format(reader_.get()) & ARCHIVE_FORMAT_BASE_MASK;
  if (format == ARCHIVE_FORMAT_ZIP && filters > 1)
    return fail("a ZIP archive that is compressed as a whole");
  if (archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW && filters < 2)
    return fail("no archive, whatever its name says");
  return {};
}

/// Counts what was unpacked, the members that were passed over too.
std::optional<std::string> ArchiveReader::excess() {
  std::uint64_t unpacked = given_bytes_;
  if (is_compressed())
    unpacked = std::max(unpacked, static_cast<std::uint64_t>(std::max<la_int64_t>(
                                      archive_filter_bytes(reader_.get(), 0), 0)));
  expansion_.unpacked_bytes += unpacked - std::min(unpacked, counted_bytes_);
  counted_bytes_ = std::max(unpacked, counted_bytes_);
  // What members share counts once.
  const std::uint64_t packed = gzip_ != nullptr ? gzip_->packed_bytes() : read_bytes_;
  if (is_outermost_) expansion_.packed_bytes = std::min(packed, size_bytes_);
  return expansion_.excess();
}

/// libarchive would unpack all the rest at one go.
tl::expected<void, std::string> ArchiveReader::pass_over_rest() {
  if (!is_compressed()) return {};
  const void* block = nullptr;
  std::size_t bytes = 0;
  la_int64_t offset = 0;
  while (archive_read_data_block(reader_.get(), &block, &bytes, &offset) == ARCHIVE_OK) {
    check_interrupted();
    if (auto reason = excess()) return fail(std::move(*reason));
  }
  return {};
}

/// A tar archive ends before the data that it is compressed in, and so before their checksum.
tl::expected<void, std::string> ArchiveReader::verify_end() {
  while (gzip_ != nullptr) {
    check_interrupted();
    const auto count = bytes_->read(buffer_.data(), buffer_.size());
    if (!count) return fail(count.error());
    if (*count == 0) break;
    expansion_.unpacked_bytes += *count;
    if (auto reason = excess()) return fail(std::move(*reason));
  }
  return {};
}

ArchiveMember ArchiveReader::describe(archive_entry* entry) const {
  if (archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW) return {};
  const std::string_view path = raw_path(entry);
  return {valid_name(path), refusal_of(entry, path)};
}

tl::expected<std::optional<ArchiveMember>, std::string> ArchiveReader::next() {
  const Utf8Locale locale;
  if (!reader_) {
    if (auto opened = open(); !opened) return tl::make_unexpected(std::move(opened.error()));
  } else if (auto passed = pass_over_rest(); !passed) {
    return tl::make_unexpected(std::move(passed.error()));
  } else if (auto reason = excess()) {
    return fail(std::move(*reason));
  }
  for (;;) {
    check_interrupted();
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader_.get(), &entry);
    if (result == ARCHIVE_EOF) {
      if (auto sound = verify_end(); !sound) return tl::make_unexpected(sound.error());
      return std::nullopt;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return fail(failure_text());
    if (!std::exchange(is_begun_, true)) {
      if (auto sound = check_format(); !sound) return tl::make_unexpected(sound.error());
    }
    if (auto reason = excess()) return fail(std::move(*reason));
    const bool is_raw = archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW;
    const bool is_folder = archive_entry_filetype(entry) == AE_IFDIR;
    if (is_raw || (!is_folder && !is_junk(raw_path(entry)))) return describe(entry);
    if (auto passed = pass_over_rest(); !passed) return tl::make_unexpected(passed.error());
  }
}

tl::expected<std::size_t, std::string> ArchiveReader::read(char* to, std::size_t bytes) {
  check_interrupted();
  const la_ssize_t count = archive_read_data(reader_.get(), to, std::min(bytes, block_bytes));
  if (count < 0) return fail(failure_text());
  given_bytes_ += static_cast<std::uint64_t>(count);
  if (auto reason = excess()) return fail(std::move(*reason));
  return static_cast<std::size_t>(count);
}

}  // namespace demarche
