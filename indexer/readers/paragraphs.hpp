// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// `text` as a statement may hold it: valid UTF-8, with U+FFFD for each byte that is
/// none, and without control characters but tabs and line ends.
std::string clean_text(std::string_view text);

/// Gathers a text from the pieces that markup cuts it into. White space is one space,
/// and none where a line begins or ends; a blank line parts paragraphs.
class Paragraphs {
public:
  /// Text of the running paragraph, of any bytes.
  void add(std::string_view text);
  /// The paragraph goes on in a new line.
  void break_line();
  /// What is added next begins a paragraph.
  void end_paragraph();
  /// Adds those of `others`.
  void append(const Paragraphs& others);

  const std::string& text() const { return text_; }

private:
  enum class Gap { none, space, line, paragraph };

  void widen(Gap gap);

  std::string text_;
  Gap gap_ = Gap::none;  ///< what stands before the next word
};

}  // namespace demarche
