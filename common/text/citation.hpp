// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/text/citation_words.hpp"

namespace demarche {

/// A document or resolution of the United Nations that a text cites.
struct Citation {
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  /// One for all ways of writing, in small letters: "s/res/242"; "a/res/75/1";
  /// "a/res/2758", whose session, (XXVI), the number implies; "a/78/l.3/rev.1";
  /// "resolution 242" where the text doesn't say whose it is.
  std::string symbol;
  std::string part;  ///< "a" of `377 A (V)`; mostly empty
};

/// Reads the citations of one text: `S/RES/242 (1967)`, `Security Council
/// resolution 242`, `UNSCR 242`, `resolution 2758 (XXVI)`, the 338 of
/// `resolutions 242 (1967) and 338 (1973)`, and other symbols (A/78/L.3). A bare
/// number counts where its body is named, directly or by what it does: `the
/// Council adopted resolution 242`; a year names the Security Council where it
/// fits, a session the General Assembly. Symbols are as the United
/// Nations Editorial Manual has them. One thread.
class CitationReader {
public:
  /// `text` outlives the object.
  explicit CitationReader(std::string_view text) : text_(text) {}

  /// The citation whose first number is the word [begin, end), which has a
  /// digit. To be asked of the text's words in order; what was read last is
  /// kept, so that a list takes no more time than its length.
  std::optional<Citation> read(std::size_t begin, std::size_t end);

private:
  struct Lead {
    CitedHead head;
    bool is_first;  ///< no other number stands between
  };

  std::optional<Citation> joined(std::size_t run, std::size_t end) const;
  std::optional<Citation> resolution(std::size_t begin, std::size_t list_begin);
  void read_lead(std::size_t begin);
  CitedBody body_after(std::size_t end);

  std::string_view text_;
  std::size_t lead_of_ = 0;  ///< the number that lead_ is of
  std::optional<Lead> lead_;
  std::size_t body_at_ = 0;  ///< where body_ was looked for last
  CitedBody body_ = CitedBody::none;
};

/// Whether what stands before the word at `begin` may have a say in a citation
/// that stands there or after.
bool may_continue_citation(std::string_view text, std::size_t begin);

}  // namespace demarche
