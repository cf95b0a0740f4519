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
    std::uint64_t length = part.size();
    std::array<std::uint8_t, 8> bytes{};
    for (std::uint8_t& byte : bytes) {
      byte = static_cast<std::uint8_t>(length & 0xFFU);
      length >>= 8U;
    }
    sha256_update(&context_, bytes.size(), bytes.data());
    sha256_update(&context_, part.size(), reinterpret_cast<const std::uint8_t*>(part.data()));
  }

  std::array<std::uint8_t, SHA256_DIGEST_SIZE> finish() {
    std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
    sha256_digest(&context_, digest.size(), digest.data());
    return digest;
  }

private:
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
  const auto digest = hash.finish();
  return {digest.begin(), digest.begin() + identity_bytes};
}

std::uint64_t content_hash(std::string_view id, std::string_view url, std::string_view identity) {
  Sha256 hash;
  for (const std::string_view part : {id, url, identity}) hash.add(part);
  const auto digest = hash.finish();
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof number; ++i) number = number << 8U | digest[i];
  return number;
}

}  // namespace demarche
