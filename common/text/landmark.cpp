// SPDX-License-Identifier: GPL-2.0-or-later
#include "common/text/landmark.hpp"

#include "common/text/citation.hpp"

namespace demarche {
namespace {

/// What the rule of page numbers looks back at, and some more (line_break.cpp).
constexpr std::size_t line_bytes = 32;

}  // namespace

/// Whether nothing before the word at `begin` has a say in what follows: a
/// space stands before it, no citation can have begun, and no line ends, but for
/// its blanks, so soon that the analyzer would ask what the line began with.
bool LandmarkFinder::is_apart(std::size_t begin) const {
  if (begin == 0 || text_[begin - 1] != ' ') return false;
  const std::string_view line = text_.substr(begin, line_bytes);
  // E2 begins the line ends that are not ASCII.
  return line.size() == line_bytes &&
         line.find_first_of("\n\f\t\r\xe2") == std::string_view::npos &&
         line.find("  ") == std::string_view::npos && !may_continue_citation(text_, begin);
}

}  // namespace demarche
