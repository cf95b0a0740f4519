// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "indexer/readers/pdf/pages.hpp"

namespace demarche {

/// A block in its place.
struct ReadBlock {
  const PdfBlock* block;
  std::size_t column;  ///< blocks of one column have its number
};

/// The blocks of a page in the order in which they are read: from the top to the bottom,
/// column by column, and what stands across columns parts them. Columns go from right to left where
/// most lines do. (A recursive cut along white space, as Nagy and Seth's X-Y cut.)
std::vector<ReadBlock> in_reading_order(const std::vector<const PdfBlock*>& blocks);

}  // namespace demarche
