// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche::test {

/// A word by an independent reading of a text: simple code of its own, which
/// shares nothing with the analyzer. It holds for plain words of a-z.
struct PlainWord {
  std::string text;         ///< small letters without accents; empty: a paragraph's end
  bool hyphen = false;      ///< tied by a hyphen to the word before
  bool line_end = false;    ///< and that hyphen stands at a line's end
  bool apostrophe = false;  ///< tied by an apostrophe to the word before
};
std::vector<PlainWord> plain_words(const std::string& text);

/// Whether the words of a phrase stand one after the other in a text; a word
/// of it may stand parted by hyphens (`cease-fire` for `ceasefire`), or with
/// `only_line_ends` by hyphens at lines' ends alone.
bool holds_phrase(const std::vector<PlainWord>& text, const std::vector<std::string>& phrase,
                  bool only_line_ends);

}  // namespace demarche::test
