// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources/archive_failure.hpp"

#include <array>
#include <utility>

#include "common/text/ascii.hpp"

namespace demarche {

std::string archive_failure(std::string_view message) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array rows = {
      Row{"unrecognized archive format", "it is no archive, or breaks off"},
      Row{"truncated", "it breaks off"},
      Row{"no progress is possible", "it breaks off"},
      Row{"end of file", "it breaks off"},
      Row{"end of central directory", "it breaks off"},
      Row{"decompression failed", "its compressed data are damaged"},
      Row{"crc", "its compressed data are damaged"},
      Row{"checksum", "its compressed data are damaged"},
      Row{"corrupt", "its compressed data are damaged"},
      Row{"invalid", "its compressed data are damaged"},
      Row{"bad ", "its compressed data are damaged"},
      Row{"wrong size", "its compressed data are damaged"},
      Row{"damaged", "its compressed data are damaged"},
      Row{"unsupported", "it is compressed in a way that is not read"},
      Row{"passphrase", "it is encrypted"},
      Row{"encrypt", "it is encrypted"},
  };
  const std::string lower = lower_ascii(message);
  for (const auto& [words, reason] : rows) {
    if (lower.find(words) != std::string::npos) return "broken: " + std::string(reason);
  }
  return "broken";
}

}  // namespace demarche
