// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace demarche {

/// What characters mean to the query language. Only its syntax is decided
/// here: what a word is, the analyzer says.

/// White space, of ASCII and Unicode.
bool is_space(char32_t c);

/// Whether `c` can be part of a word, as far as the place of a `*` depends on
/// it: a letter, a digit, a mark; not punctuation, a symbol or a control.
bool is_word_character(char32_t c);

/// A mark that belongs to the letter before it, and is not counted as one.
bool is_combining_mark(char32_t c);

/// A quotation mark that ends a word wherever it stands: `"`, `“`, `»` …, but
/// not `‘` and `’`, which are apostrophes as well.
bool is_quotation_mark(char32_t c);

/// The marks that can close a quotation opened by `c`; empty where `c` opens
/// none (a letter, but also `」`, which only closes).
std::u32string_view closers_of(char32_t c);

}  // namespace demarche
