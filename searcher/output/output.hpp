// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/results.hpp"

namespace demarche {

/// How text for a person looks.
struct TextStyle {
  bool color = false;
  int columns = 80;
  bool score = false;
};

/// A page of hits for a person: title, who and when, a snippet of two or three
/// lines, the id to use with --show; last a line that says which hits of how
/// many. Empty where there is no hit. Control characters are made visible.
std::string format_text(const SearchResults& results, const TextStyle& style);

/// One JSON object and a newline; searcher(1) documents its shape.
std::string format_json(const SearchResults& results);

/// An id a line, or each ended by NUL.
std::string format_ids(const SearchResults& results, bool null_separated);

/// One statement whole: its fields, a blank line, its text as it was, with the
/// matches marked where style.color (by colour only: the text stays as it was).
std::string format_statement(const Hit& hit, const std::vector<Highlight>& highlights,
                             const TextStyle& style);

/// The query as understood (--explain): the tree, each term and how many
/// statements have it, spellings added, parts dropped.
std::string format_explain(const QueryReport& query);

}  // namespace demarche
