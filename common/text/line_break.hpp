// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace demarche {

/// What lies between two lines of text.
struct LineBreak {
  enum class Kind : std::uint8_t {
    line,       ///< a hard-wrapped line goes on
    paragraph,  ///< a blank line: no phrase goes over it
    page        ///< a form feed, or a line with only a page number, and the blank lines about it
  };
  Kind kind = Kind::line;
  bool ends_paragraph = false;  ///< page: a paragraph ended with the page
  std::size_t end = 0;          ///< where the text goes on
};

/// Reads from the line end (LF, form feed, U+2028, U+2029) at `at` to where
/// text goes on. A number of at most three digits alone on a line is a page
/// number where it stands in running text: text follows, and it begins with a
/// small letter, or the line before is longer than a heading or ends in `,` or
/// `-`; and where no more than two numbers follow one another, or it is a
/// column of a table. A page ends a paragraph only where blank lines stand on both sides of
/// the mark and the text before it ends a sentence.
LineBreak read_line_break(std::string_view text, std::size_t at);

/// Where the word goes on whose line ends at `at` with a hyphen: after
/// optional blanks and one line end, or a page. Nothing where no line ends
/// there or a paragraph does.
std::optional<std::size_t> continued_line(std::string_view text, std::size_t at);

}  // namespace demarche
