// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "indexer/readers/pdf/pages.hpp"

namespace demarche {

/// Takes the lines off the pages that stand at the top or the bottom of several, the same or
/// but for a number that counts the pages; and a lone page number.
void remove_running_lines(std::vector<PdfPage>& pages);

/// The pages' text in paragraphs, also over the ends of columns and pages; footnotes
/// are paragraphs of their own, after all others. A word that was parted at a line's end is whole
/// where the text has it whole elsewhere; else its hyphen and line end are kept, and the
/// analyzer reads it both ways.
std::string text_of_pages(const std::vector<PdfPage>& pages);

}  // namespace demarche
