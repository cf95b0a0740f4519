// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/gzip_stream.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <utility>

namespace demarche {

struct GzipStream::Inflater {
  static constexpr int gzip_only = 16 + MAX_WBITS;

  Inflater() {
    if (inflateInit2(&stream, gzip_only) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream{};
  std::array<char, 64U << 10U> input{};
};

GzipStream::GzipStream(std::unique_ptr<ByteStream> packed)
    : packed_(std::move(packed)), inflater_(std::make_unique<Inflater>()) {}
GzipStream::~GzipStream() = default;

/// Sees to it that there is input; false at its end.
tl::expected<bool, std::string> GzipStream::fill() {
  z_stream& stream = inflater_->stream;
  if (stream.avail_in > 0) return true;
  const auto count = packed_->read(inflater_->input.data(), inflater_->input.size());
  if (!count) return tl::make_unexpected(count.error());
  packed_bytes_ += *count;
  stream.next_in = reinterpret_cast<Bytef*>(inflater_->input.data());
  stream.avail_in = static_cast<uInt>(*count);
  return *count > 0;
}

/// Comes to the next member, over zeros that fill a block; false where there is none.
tl::expected<bool, std::string> GzipStream::find_member() {
  z_stream& stream = inflater_->stream;
  for (;;) {
    const auto more = fill();
    if (!more || !*more) return more;
    if (*stream.next_in != 0) break;
    ++stream.next_in;
    --stream.avail_in;
  }
  inflateReset(&stream);
  in_member_ = true;
  return true;
}

tl::expected<std::size_t, std::string> GzipStream::read(char* to, std::size_t bytes) {
  z_stream& stream = inflater_->stream;
  bytes = std::min<std::size_t>(bytes, std::numeric_limits<uInt>::max());
  stream.next_out = reinterpret_cast<Bytef*>(to);
  stream.avail_out = static_cast<uInt>(bytes);
  while (stream.avail_out == bytes) {
    const auto more = in_member_ ? fill() : find_member();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more && !in_member_) return 0;
    if (!*more) return tl::make_unexpected(std::string("broken: the gzip data break off"));
    const int result = inflate(&stream, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      in_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return tl::make_unexpected(std::string("broken: the gzip data are damaged"));
    }
  }
  return bytes - stream.avail_out;
}

}  // namespace demarche
