// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/characters.hpp"

#include <algorithm>
#include <array>

namespace demarche {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

/// Beyond ASCII, what is no part of a word, in order.
constexpr Range not_in_words[] = {
    {0x80, 0xA9},     {0xAB, 0xB4},       {0xB6, 0xB9},       {0xBB, 0xBF},     {0xD7, 0xD7},
    {0xF7, 0xF7},     {0x37E, 0x37E},     {0x387, 0x387},     {0x55A, 0x55F},   {0x589, 0x58A},
    {0x5BE, 0x5BE},   {0x5F3, 0x5F4},     {0x600, 0x60F},     {0x61B, 0x61F},   {0x66A, 0x66D},
    {0x6D4, 0x6D4},   {0x964, 0x965},     {0x1680, 0x1680},   {0x2000, 0x206F}, {0x20A0, 0x20CF},
    {0x2190, 0x2BFF}, {0x2E00, 0x2E7F},   {0x3000, 0x3004},   {0x3008, 0x3020}, {0x3030, 0x3030},
    {0x303D, 0x303F}, {0x30FB, 0x30FB},   {0xE000, 0xF8FF},   {0xFE10, 0xFE1F}, {0xFE30, 0xFE6F},
    {0xFEFF, 0xFEFF}, {0xFF01, 0xFF0F},   {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40}, {0xFF5B, 0xFF65},
    {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF}};

struct Quotation {
  char32_t opener;
  std::u32string_view closers;
};

/// Every opener, with what closes it in some language's custom.
constexpr Quotation quotations[] = {{U'"', U"\""}, {U'“', U"”\""}, {U'”', U"”"},   {U'„', U"“”\""},
                                    {U'‟', U"”‟"}, {U'«', U"»"},   {U'»', U"«»"},  {U'‹', U"›"},
                                    {U'›', U"‹›"}, {U'「', U"」"}, {U'『', U"』"}, {U'＂', U"＂"}};

bool is_ascii_alphanumeric(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9');
}

}  // namespace

bool is_space(char32_t c) {
  if (c < 0x80) return c == U' ' || (c >= U'\t' && c <= U'\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_word_character(char32_t c) {
  if (c < 0x80) return is_ascii_alphanumeric(c);
  const auto* const range =
      std::lower_bound(std::begin(not_in_words), std::end(not_in_words), c,
                       [](const Range& r, char32_t value) { return r.last < value; });
  return range == std::end(not_in_words) || c < range->first;
}

bool is_combining_mark(char32_t c) { return c >= 0x300 && c <= 0x36F; }

bool is_quotation_mark(char32_t c) { return c == U'」' || c == U'』' || !closers_of(c).empty(); }

std::u32string_view closers_of(char32_t c) {
  const auto* const found =
      std::find_if(std::begin(quotations), std::end(quotations),
                   [c](const Quotation& quotation) { return quotation.opener == c; });
  return found == std::end(quotations) ? std::u32string_view{} : found->closers;
}

}  // namespace demarche
