// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/field.hpp"

namespace demarche {

/// What stands before a statement's text. Where `length_bytes` is 0 there is
/// no header, and the warnings say what looked like one.
struct Header {
  FieldMap fields;               ///< `id` too, if it is given
  std::size_t length_bytes = 0;  ///< with the line that closes it
  std::vector<std::string> warnings;
};

/// One line of a text, without its LF, and where the next one begins.
struct Line {
  std::string_view text;
  std::size_t next;
};
/// The line that begins at `at` (<= text.size()).
Line line_at(std::string_view text, std::size_t at);

/// `Name: value` lines up to a blank one, where the first names a known field
/// (or `id`). Other names are fields of the user's.
Header read_header_block(std::string_view text);

/// YAML between a first line `---` and a line `---` or `...`: names with a
/// value or a list of values. Bounded in size and depth; never throws.
Header read_front_matter(std::string_view text);

}  // namespace demarche
