// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche {

/// How many words a text has, to weigh it by: runs of letters and digits; of scripts
/// without spaces, half a word a character.
std::size_t count_words(std::string_view text);

/// How many of the words are ASCII digits alone.
std::size_t count_numbers(std::string_view text);

/// `text` to compare names and labels by: small letters and digits, single spaces for all
/// between, none at the ends.
std::string plain_label(std::string_view text);

/// Without white space, U+00A0 and U+3000 too, at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace demarche
