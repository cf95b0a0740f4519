// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "indexer/sources/byte_stream.hpp"
#include "indexer/sources/mbox_messages.hpp"

using namespace demarche;

namespace {

void demand(bool holds) {
  if (!holds) std::abort();
}

/// The messages, and then the reason where there is one.
std::vector<std::string> messages_of(const std::string& bytes, std::size_t slice_bytes) {
  MboxMessages messages(LineChunks(std::make_unique<MemoryStream>(bytes), slice_bytes));
  std::vector<std::string> all;
  std::uint64_t number = 0;
  for (;;) {
    const auto some = messages.next();
    if (!some) {
      demand(!some.error().empty());
      all.push_back(some.error());
    }
    if (!some || some->empty()) return all;
    for (const MboxMessage& message : *some) {
      demand(message.number == ++number);
      all.push_back(message.bytes);
    }
  }
}

}  // namespace

/// Any bytes are messages or a reason, and the same ones however they are read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  demand(messages_of(bytes, 7) == messages_of(bytes, LineChunks::default_slice_bytes));
  return 0;
}
