// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// A line whose characters stand as they are seen, from left to right.
class VisualLine {
public:
  /// `line` is valid UTF-8.
  explicit VisualLine(std::string_view line);

  /// Whether most of its letters run from right to left.
  bool runs_left() const { return runs_left_; }

  /// The characters in the order in which they are read (Unicode Standard Annex #9, backwards);
  /// with letters for ligatures and forms of presentation, a hyphen for each soft one, which was
  /// seen, and no space between ideographs.
  std::string logical() const;

private:
  std::string line_;
  bool has_left_ = false;  ///< a letter that runs from right to left
  bool runs_left_ = false;
};

}  // namespace demarche
