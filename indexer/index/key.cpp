// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/key.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "indexer/index/digest.hpp"

namespace demarche {

Key key_of(std::string_view bytes) {
  std::array<char, sizeof(Key)> padded{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), padded.size()), padded.begin());
  Key key;
  std::memcpy(&key, padded.data(), sizeof key);
  return key;
}

Key key_of_id(std::string_view id) { return key_of(digest_of(id)); }

}  // namespace demarche
