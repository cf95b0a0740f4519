// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche {

/// Terms by number, in the order in which they were met. Most words of a
/// statement are those of the last one, so that a lookup is what indexing does
/// most: an open table of hashes, linear probing (Knuth, TAOCP 3, 6.4). One thread.
class TermDictionary {
public:
  TermDictionary();

  /// The number of a term; a new one's is size() before the call.
  std::uint32_t number(std::string_view term);
  const std::string& term(std::uint32_t number) const { return terms_[number]; }
  std::size_t size() const { return terms_.size(); }

private:
  struct Place {
    std::uint32_t hash = 0;
    std::uint32_t after = 0;  ///< the number + 1; 0 where free
  };

  void grow();

  std::vector<std::string> terms_;
  std::vector<Place> places_;  ///< by hash; a power of two
};

}  // namespace demarche
