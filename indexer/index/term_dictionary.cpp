// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/index/term_dictionary.hpp"

#include <functional>
#include <utility>

namespace demarche {
namespace {

constexpr std::size_t first_places = std::size_t{1} << 12U;

std::uint32_t hash_of(std::string_view term) {
  const std::size_t hash = std::hash<std::string_view>{}(term);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace

TermDictionary::TermDictionary() : places_(first_places) {}

std::uint32_t TermDictionary::number(std::string_view term) {
  const std::uint32_t hash = hash_of(term);
  const std::size_t mask = places_.size() - 1;
  std::size_t place = hash & mask;
  for (; places_[place].after != 0; place = (place + 1) & mask) {
    const std::uint32_t found = places_[place].after - 1;
    if (places_[place].hash == hash && terms_[found] == term) return found;
  }
  const auto number = static_cast<std::uint32_t>(terms_.size());
  terms_.emplace_back(term);
  places_[place] = {hash, number + 1};
  if (terms_.size() * 2 > places_.size()) grow();
  return number;
}

void TermDictionary::grow() {
  const std::vector<Place> former = std::exchange(places_, std::vector<Place>(places_.size() * 2));
  const std::size_t mask = places_.size() - 1;
  for (const Place& taken : former) {
    if (taken.after == 0) continue;
    std::size_t place = taken.hash & mask;
    while (places_[place].after != 0) place = (place + 1) & mask;
    places_[place] = taken;
  }
}

}  // namespace demarche
