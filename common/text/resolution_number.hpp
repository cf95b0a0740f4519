// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A resolution's number and what is written with it.
struct ResolutionNumber {
  std::size_t begin = 0, end = 0;  ///< bytes of the text
  std::string session;             ///< "es-10" of `ES-10/13`, "75" of `75/1`, "1996" of `1996/31`
  std::string number;              ///< "242"
  std::string part;                ///< "a" of `377 A (V)`; mostly empty
  int year = 0;                    ///< 1967 of `242 (1967)`, `242 of 22 November 1967`; else 0
  bool is_dated = false;           ///< the year is of a date, which any body may give
  bool has_session = false;        ///< `(XXVI)`: of the General Assembly before 1976
  int regular_session = 0;         ///< 26 of `(XXVI)`; 0 of a special one, and of none
  bool is_tied = false;            ///< another follows after a stroke: `242/338`

  /// Whether the way it is written tells it from another number.
  bool is_qualified() const { return !session.empty() || (year != 0 && !is_dated) || has_session; }
};

/// The number that begins at byte `begin` of the text with a digit, `S-` or
/// `ES-`; nothing where that is no resolution's number. Thread-safe.
std::optional<ResolutionNumber> read_resolution_number(std::string_view text, std::size_t begin);

/// The number that all of `digits` is, of at most four; else 0.
int small_number(std::string_view digits);
/// Whether it can be a year of the United Nations.
constexpr bool is_resolution_year(int number) { return number >= 1946 && number < 2100; }

constexpr bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
/// A letter or digit of ASCII.
constexpr bool is_symbol_character(char c) {
  return is_capital(c) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

}  // namespace demarche
