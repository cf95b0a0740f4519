// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/index/packed.hpp"

namespace demarche {

void put_number(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) out += static_cast<char>((number & 0x7FU) | 0x80U);
  out += static_cast<char>(number);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

void throw_damaged_record() {
  throw DamagedRecord("a stored statement is damaged",
                      "check the index with `indexer --check`, and index the statements again");
}

std::uint64_t PackedReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
  throw_damaged_record();
}

std::string_view PackedReader::text() {
  const std::uint64_t size = number();
  if (size > rest_.size()) throw_damaged_record();
  const std::string_view text = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return text;
}

}  // namespace demarche
