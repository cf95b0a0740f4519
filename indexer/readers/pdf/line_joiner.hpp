// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace demarche {

/// Puts lines of valid UTF-8 together, with a space between. A word that a hyphen parts at a
/// line's end is whole where it is whole elsewhere in the text. Else its hyphen and line end are
/// kept, and the analyzer reads it both ways: `self-` `determination` has its hyphen anywhere.
class LineJoiner {
public:
  /// Words of the text, but a part of one at the line's end. For all lines, before append().
  void note_words(std::string_view line);

  /// Adds a line, which is not empty.
  void append(std::string& text, std::string_view line) const;

private:
  std::set<std::string, std::less<>> words_;  ///< folded
};

}  // namespace demarche
