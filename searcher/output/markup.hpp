// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/results.hpp"

namespace demarche {

/// What a terminal shows text in; each is the escape sequence that begins it.
namespace ink {
inline constexpr std::string_view plain;
inline constexpr std::string_view bold = "\x1b[1m";
inline constexpr std::string_view dim = "\x1b[2m";
inline constexpr std::string_view match = "\x1b[1;31m";
inline constexpr std::string_view removed = "\x1b[31m";
inline constexpr std::string_view added = "\x1b[32m";
inline constexpr std::string_view reset = "\x1b[0m";
}  // namespace ink

/// How a piece of a statement is printed.
struct Markup {
  bool color = false;
  std::string_view base = ink::plain;  ///< of what is no match
  bool keep_lines = false;             ///< line feeds and tabs stay as they are
};

/// The bytes [range.first, range.second) of `text`, made printable, its
/// highlights in ink::match. Highlights are bytes of `text`, in order and
/// apart; what reaches beyond the range is cut. Escape sequences never leave
/// the line they began on, so that a pager shows each line right.
std::string marked(std::string_view text, Highlight range, const std::vector<Highlight>& highlights,
                   const Markup& markup);

/// All of `text` in one ink.
std::string inked(std::string_view text, const Markup& markup);

/// Breaks one line of text into lines of at most `columns` as printed: at
/// spaces, which belong to no line, or between wide characters; a longer word
/// is broken anywhere but before a combining mark. Empty for empty text.
std::vector<Highlight> wrapped(std::string_view text, int columns);

}  // namespace demarche
