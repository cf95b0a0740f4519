// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/digest.hpp"

#include <nettle/sha2.h>

#include <array>

namespace demarche {
namespace {

class Sha256 {
public:
  Sha256() { sha256_init(&context_); }

  /// A part, with its length, so that no two lists of parts are alike.
  void add(std::string_view part) {
    update(bytes_of(part.size()));
    update(part);
  }

  std::string finish() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context_, digest.size(), digest.data());
    return {digest.begin(), digest.end()};
  }

private:
  void update(std::string_view bytes) {
    sha256_update(&context_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
  }

  sha256_ctx context_{};
};

}  // namespace

std::string identity_of(const Statement& statement) {
  Sha256 hash;
  for (const auto& [name, value] : statement.fields) {
    if (name == "url") continue;
    hash.add(name);
    hash.add(value);
  }
  hash.add(statement.text);
  return hash.finish().substr(0, identity_bytes);
}

std::string digest_of(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

std::uint64_t content_hash(std::string_view id, std::string_view url, std::string_view identity) {
  Sha256 hash;
  for (const std::string_view part : {id, url, identity}) hash.add(part);
  return number_of(hash.finish());
}

std::string bytes_of(std::uint64_t number) {
  std::string bytes(sizeof number, '\0');
  for (auto byte = bytes.rbegin(); byte != bytes.rend(); ++byte, number >>= 8U)
    *byte = static_cast<char>(number & 0xFFU);
  return bytes;
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i)
    number = number << 8U | static_cast<unsigned char>(bytes[i]);
  return number;
}

}  // namespace demarche
