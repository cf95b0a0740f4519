// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <zstd.h>

#include <cstdint>
#include <memory>
#include <new>

namespace demarche {

template <auto Function>
struct ZstdFreer {
  template <typename Object>
  void operator()(Object* object) const {
    Function(object);
  }
};

/// What a byte of a zstd frame can hold at most: a block of 128 KiB takes four
/// (RFC 8878, 3.1.1.2). A damaged size would have a GiB made ready for nothing.
inline constexpr std::uint64_t max_zstd_expansion = std::uint64_t{1} << 15U;

/// Owners of zstd's objects.
using ZstdCompressor = std::unique_ptr<ZSTD_CCtx, ZstdFreer<ZSTD_freeCCtx>>;
using ZstdDecompressor = std::unique_ptr<ZSTD_DCtx, ZstdFreer<ZSTD_freeDCtx>>;
using ZstdWriterDictionary = std::unique_ptr<ZSTD_CDict, ZstdFreer<ZSTD_freeCDict>>;
using ZstdReaderDictionary = std::unique_ptr<ZSTD_DDict, ZstdFreer<ZSTD_freeDDict>>;

/// The pointer. Throws std::bad_alloc for none: all that can fail in making one.
template <typename Pointer>
Pointer allocated(Pointer pointer) {
  if (!pointer) throw std::bad_alloc();
  return pointer;
}

}  // namespace demarche
