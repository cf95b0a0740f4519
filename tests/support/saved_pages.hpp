// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::test {

/// A page of tests/pages and what is true of it: NAME.html and NAME.txt, which begins with
/// `name: value` lines, an empty one where the page has none, and then holds the text.
struct SavedPage {
  std::string name;
  std::string bytes;
  std::map<std::string, std::string> fields;  ///< `reason`, where it is no statement
  std::string text;
};

/// All of them, by name.
std::vector<SavedPage> saved_pages();

/// How many words two texts have in common, each as often as in both, and how many each
/// has. Words are runs of letters and digits in small letters; each character of a script
/// without spaces is one. Code of its own, which shares nothing with the reader.
struct SharedWords {
  std::size_t common = 0;
  std::size_t found = 0;
  std::size_t expected = 0;
};
SharedWords shared_words(std::string_view found, std::string_view expected);

}  // namespace demarche::test
