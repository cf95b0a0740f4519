// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/text/token.hpp"

namespace demarche {

/// Written to the stamp of every index; raise it with any change of terms or positions.
inline constexpr int analyzer_version = 3;

/// Positions left free between two texts that no phrase may span: title and
/// body, two paragraphs. No query's window is as wide.
inline constexpr std::uint32_t paragraph_gap = 100;

/// THE analyzer: the only code that turns text into terms. Index, query,
/// snippet and show call it alike.
///
/// Words are runs of letters, digits and marks, folded (fold.hpp). Hyphens and
/// apostrophes part words, and the parts are tied by a compound token;
/// `U.N.` is one word; `2,334` is `2334`; each character of Chinese, Japanese,
/// Korean, Thai, Lao, Khmer and Burmese is a word, so that any substring is a
/// phrase. What a number cites (citation.hpp) is a token besides. A blank line leaves
/// paragraph_gap; a page number on a line of its own and a form feed take no position.
/// tests/golden/ holds the rows.
///
/// `text` is meant to be UTF-8; other bytes part words. No text makes it
/// throw, but for std::bad_alloc and what `sink` throws. Tokens come in order
/// of position; a word comes before the other tokens of its position, but a
/// compound comes after its last part. Returns the first free position after
/// the text (`first` itself where it has no word). Thread-safe.
std::uint32_t analyze(std::string_view text, std::uint32_t first, TokenSink sink);

}  // namespace demarche
