// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/query/near_operand.hpp"

#include <fmt/format.h>

#include "searcher/query/parser.hpp"

namespace demarche {

void check_near_operand(const QueryNode& node, SourceSpan span, std::string_view sign) {
  switch (node.kind) {
    case NodeKind::word:
      return;
    case NodeKind::phrase:
      if (!node.distance) return;
      break;
    case NodeKind::any:
      for (const QueryNode& child : node.children) check_near_operand(child, span, sign);
      return;
    case NodeKind::field:
      throw QueryError("a field within a proximity", span,
                       fmt::format("write it around: {}:(a {} b)", node.text, sign));
    case NodeKind::filter:
      throw QueryError("a filter selects statements: it is near nothing", span,
                       "write it beside the proximity");
    case NodeKind::negation:
      throw QueryError("what is excluded is near nothing", span,
                       fmt::format("to exclude a proximity, write -(a {} b)", sign));
    case NodeKind::sequence:
    case NodeKind::all:
      throw QueryError("in a proximity brackets hold alternatives", span,
                       "write OR between them, or quotation marks around a phrase");
    case NodeKind::near:
      break;
  }
  throw QueryError("a proximity within a proximity", span,
                   fmt::format("use one chain, as in a {0} b {0} c", sign));
}

}  // namespace demarche
