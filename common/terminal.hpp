// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace demarche {

enum class ColorChoice { automatic, always, never };

/// The words for it.
inline constexpr std::array<std::pair<std::string_view, ColorChoice>, 3> color_choices = {
    {{"auto", ColorChoice::automatic},
     {"always", ColorChoice::always},
     {"never", ColorChoice::never}}};

/// Parses `auto`, `always` or `never`; throws UsageError for anything else.
ColorChoice parse_color_choice(std::string_view word);

/// Whether `stream` should be coloured: --color, then NO_COLOR, TERM=dumb and
/// whether it is a terminal.
bool use_color(ColorChoice choice, std::FILE* stream);

/// Columns of the terminal on `stream`; 80 where it is none and COLUMNS is unset.
int terminal_columns(std::FILE* stream);

/// Columns that valid UTF-8 takes on a terminal: 2 for wide characters, 0 for
/// combining and invisible ones.
int display_columns(std::string_view text);

/// `text` made harmless for a terminal: C0 (but not LF and TAB where
/// `keep_lines`), DEL and C1 controls become visible (`\x1b`, `\u{9b}`), bidi
/// overrides and isolates become `\u{202e}`, and bytes that are not UTF-8
/// become `\xNN`. Never longer than 8 times the input.
std::string printable(std::string_view text, bool keep_lines = false);

}  // namespace demarche
