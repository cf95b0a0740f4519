// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "common/names/name_table.hpp"
#include "searcher/query/ast.hpp"
#include "searcher/query/spellings.hpp"

namespace demarche {

/// A name that stands in a query: the words, or operands, [begin, end).
struct NameSpan {
  std::size_t begin = 0, end = 0;
  FoundName name;
};

/// The names among words that follow one another: from the first word on, the
/// longest that begins there, then on after it, so that there is no `Guinea`
/// in `Papua New Guinea`. `acronyms`: whether capitals mean acronyms.
std::vector<NameSpan> find_names(const std::vector<QueryWord>& words, const NameTable& names,
                                 bool acronyms);

/// The names that two or more operands side by side make together: `North
/// Korea`. Only words can, which are looked for in any of their forms.
std::vector<NameSpan> find_names(const std::vector<QueryNode>& operands, const NameTable& names,
                                 bool acronyms);

/// The names of those given that find what no other of them does: a name that
/// holds another one is left out. Acronyms, which stand in capitals only, hold
/// their place.
std::vector<std::string_view> without_longer(const std::vector<std::string_view>& names);

}  // namespace demarche
