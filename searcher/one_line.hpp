// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/excerpt/matcher.hpp"

namespace demarche {

/// Copies a part of a text to one line: white space, page numbers and form feeds
/// become one space, and nothing at its ends and within a word that a line's end
/// breaks. Keeps account of where each byte went.
class OneLine {
public:
  /// `matched`: what was read of `text`. Both outlive the object.
  OneLine(std::string_view text, const MatchedText& matched) : text_(text), matched_(matched) {}

  /// Once.
  void copy(std::pair<std::size_t, std::size_t> bytes);
  void put(std::string_view literal) { out_ += literal; }
  /// Where in the line a byte of the copied part is, or its end.
  std::size_t place_of(std::size_t at) const { return where_[at - begin_]; }
  const std::string& line() const { return out_; }
  std::string take() { return std::move(out_); }

private:
  std::size_t gap_end(std::size_t at) const;

  std::string_view text_;
  const MatchedText& matched_;
  std::size_t begin_ = 0;
  std::string out_;
  std::vector<std::size_t> where_;  ///< by source byte from begin_ on
};

/// The bytes of `text` before `end` that hold so many characters.
std::size_t characters_before(std::string_view text, std::size_t end, std::size_t characters);
/// Where so many characters from `begin` on end.
std::size_t characters_after(std::string_view text, std::size_t begin, std::size_t characters);

}  // namespace demarche
