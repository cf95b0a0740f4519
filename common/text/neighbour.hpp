// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche {

/// What stands next to a place in a text, as far as the reading of citations
/// asks: a word in one piece (`Council`, `47/120`), a comma, or short brackets.
struct Neighbour {
  enum class Kind {
    none,  ///< anything else, or a paragraph's or the text's end
    word,  ///< letters and digits, `47/120` and `S-10`, also over a line's end; `&` as `and`;
           ///< what stands before, also with points: `S.C.`
    comma,
    group  ///< what stands in round brackets: `(1967)`, `(S-VI)`
  };
  Kind kind = Kind::none;
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  std::string term;                ///< word: folded; group: as it stands, without the brackets

  /// Whether a word has digits.
  bool is_number() const;
};

/// The neighbour that ends before byte `at`. Blanks, one line end, apostrophes
/// and square brackets between are stepped over; so is the full stop of an
/// abbreviation (`Res.`, `No.`). Thread-safe.
Neighbour neighbour_before(std::string_view text, std::size_t at);
/// The neighbour that begins at byte `at` or after.
Neighbour neighbour_after(std::string_view text, std::size_t at);

}  // namespace demarche
