// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>

#include "indexer/readers/pdf/pages.hpp"

namespace demarche {

/// A line in its surroundings.
struct PlacedLine {
  const PdfLine* line;
  std::size_t page;
  const PdfBlock* block;
  double column_begin;  ///< where the lines begin, and
  double column_end;    ///< how far they go that begin about where it does, in its column
};

/// Whether a line begins a paragraph after the one before it in reading order, where most
/// lines have so much room to the one above, in points. Where nothing tells, it does not: a phrase
/// is not found over a paragraph's end.
bool begins_paragraph(const PlacedLine& before, const PlacedLine& next, double usual_room);

}  // namespace demarche
