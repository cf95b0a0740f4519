// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace demarche {

/// The bytes [begin, end) of the query as typed.
struct SourceSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What a node of the query tree is.
enum class NodeKind {
  word,      ///< a run without spaces, as typed: `Oceans`, `A/RES/75/1`, `verif` (prefix), `verify`
             ///< (exact)
  phrase,    ///< what stood between quotation marks
  filter,    ///< `issuer:Pakistan`, `date:2025`: selects, does not rank
  sequence,  ///< operands side by side: all of them, or any with --any; filters among them always
             ///< hold
  all,       ///< AND
  any,       ///< OR
  negation,  ///< NOT or `-`, of its one child
  near,      ///< NEAR/5 or ADJ/5: two operands or more, each a word, a phrase or an `any` of them
  field      ///< `title:(…)`: its one child is searched within the field `text`
};

/// A node of the query tree: plain data, which knows neither Xapian nor ICU.
struct QueryNode {
  NodeKind kind = NodeKind::sequence;
  SourceSpan span;      ///< where it stands in the query
  std::string text;     ///< word, phrase: as typed, without `=`, `*` and quotes; filter: the value;
                        ///< field: its name
  std::string name;     ///< filter: the field's canonical name (`language` for `lang`; `date`,
                        ///< `since`, `until`)
  bool exact = false;   ///< word: `=verify`; phrase: `="red lines"`
  bool prefix = false;  ///< word: `verif*`; filter: `issuer:pak*`
  /// near; phrase: `"a b"~5`, where its words may stand apart: the most other
  /// words among the operands.
  std::optional<unsigned> distance = {};
  bool in_order = false;  ///< near: ADJ
  std::vector<QueryNode> children;
};

}  // namespace demarche
