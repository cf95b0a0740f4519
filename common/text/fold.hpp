// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// A word as it is compared.
struct FoldedWord {
  std::string term;      ///< what is indexed
  std::string accented;  ///< case-folded, accents kept; empty where equal to term
};

/// Folds one word of valid UTF-8: NFKC_Casefold (Unicode Standard Annex #31:
/// canonical and compatibility form, letter case, invisible characters), then
/// accents off Latin and Greek, ё to е, Arabic without tashkeel and tatweel
/// and with one alef, Hebrew without points, decimal digits of every script to
/// ASCII. Idempotent. Thread-safe.
void fold_word(std::string_view word, FoldedWord& out);

/// The longest term, in bytes, that fold_word and the analyzer give.
/// A longer word becomes its beginning, U+2026 and a hash of the whole, so
/// that it is found as itself and by a prefix.
inline constexpr std::size_t max_term_bytes = 160;
/// Shortens `term` in place as described above.
void bound_term(std::string& term);

/// The key under which a whole field value is compared: its words, folded,
/// with a space between ("Côte d’Ivoire" -> "cote d ivoire"), numbers without
/// zeros before them.
std::string value_key(std::string_view value);

}  // namespace demarche
