// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "searcher/query/ast.hpp"
#include "searcher/query/leaf_builder.hpp"

namespace demarche {

/// An operand of a proximity, as a leaf of its own.
struct NearOperand {
  SourceSpan span;
  BuiltLeaf built;
};

/// A proximity, and how to tell people of it.
struct BuiltNear {
  QueryLeaf leaf;
  std::string understood;  ///< `verify (verified) NEAR/5 "red line"`
  std::vector<NearOperand> operands;
};

/// The leaf of a `near` node, whose words are found in any of their forms, or of
/// a phrase with a distance, whose words are found as they are. Throws
/// QueryError for an operand without a word or of several, and for fewer
/// words than two or more than max_near_operands between quotation marks.
BuiltNear build_near(const QueryNode& node, const std::string& field, LeafBuilder& leaves);

}  // namespace demarche
