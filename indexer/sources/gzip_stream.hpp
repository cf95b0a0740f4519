// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "indexer/sources/byte_stream.hpp"

namespace demarche {

/// What gzip data hold (RFC 1952), of one member or several. Their checksums are verified, which
/// libarchive leaves out; so the reason may come after bytes that are wrong.
class GzipStream : public ByteStream {
public:
  explicit GzipStream(std::unique_ptr<ByteStream> packed);
  ~GzipStream() override;

  tl::expected<std::size_t, std::string> read(char* to, std::size_t bytes) override;

  /// How much was read of the data.
  std::uint64_t packed_bytes() const { return packed_bytes_; }

private:
  struct Inflater;

  tl::expected<bool, std::string> fill();
  tl::expected<bool, std::string> find_member();

  std::unique_ptr<ByteStream> packed_;
  std::uint64_t packed_bytes_ = 0;
  bool in_member_ = false;
  std::unique_ptr<Inflater> inflater_;
};

}  // namespace demarche
