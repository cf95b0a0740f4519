// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "common/error.hpp"
#include "common/index/copies.hpp"
#include "common/index/versions.hpp"
#include "indexer/index/file_stamp.hpp"

/// Any bytes are what the index keeps beside its statements, or an IndexError,
/// within bounded memory; what is read is written as what reads the same. The
/// first byte says which.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace demarche;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 4) {
      case 0:
        encode_versions(decode_versions(bytes));
        break;
      case 1:
        if (const auto copies = decode_copies(bytes);
            decode_copies(encode_copies(copies)) != copies)
          std::abort();
        break;
      case 2:
        if (const auto ids = decode_ids(bytes);
            decode_ids(encode_ids({ids.begin(), ids.end()})) != ids)
          std::abort();
        break;
      default:
        if (const auto stamp = FileStamp::parse(bytes);
            stamp && FileStamp::parse(stamp->serialise()) != stamp)
          std::abort();
    }
  } catch (const IndexError&) {
    // What a damaged index gives.
  }
  return 0;
}
