// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/names/inverted_name.hpp"

#include <algorithm>
#include <array>

namespace demarche {
namespace {

/// Words that no name ends with, but what stands first in it.
constexpr std::array<std::string_view, 9> leading = {"of", "the", "de",  "du", "des",
                                                     "la", "le",  "les", "d"};

bool ends_in_leading(std::string_view words) {
  const std::string_view last = words.substr(words.rfind(' ') + 1);
  return std::find(leading.begin(), leading.end(), last) != leading.end();
}

/// The words from byte `at` on, which begins one, and then those before.
std::string turned(std::string_view words, std::size_t at) {
  return std::string(words.substr(at)) + ' ' + std::string(words.substr(0, at - 1));
}

}  // namespace

std::vector<std::string> upright_names(std::string_view key) {
  std::vector<std::string> names;
  if (!ends_in_leading(key)) return names;
  for (std::size_t at = key.find(' '); at != std::string_view::npos; at = key.find(' ', at + 1))
    names.push_back(turned(key, at + 1));
  return names;
}

std::vector<std::string> inverted_names(std::string_view key) {
  std::vector<std::string> names;
  for (std::size_t at = key.find(' '); at != std::string_view::npos; at = key.find(' ', at + 1)) {
    if (ends_in_leading(key.substr(0, at))) names.push_back(turned(key, at + 1));
  }
  return names;
}

}  // namespace demarche
