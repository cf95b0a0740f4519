// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/readers/document_information.hpp"

namespace demarche {

/// A line of a page: where it is, in points from the top left; and its words in logical
/// order (VisualLine).
struct PdfLine {
  double left = 0, top = 0, right = 0, bottom = 0;
  std::string text;
  bool runs_left = false;

  double height() const { return bottom - top; }
  /// Where it begins and ends, in points that grow as it is read.
  double begin() const { return runs_left ? -right : left; }
  double end() const { return runs_left ? -left : right; }
};

/// Lines that stand together, as poppler finds them; a column of a page is one or several.
using PdfBlock = std::vector<PdfLine>;

struct PdfPage {
  double height = 0;
  std::vector<PdfBlock> blocks;  ///< none empty
};

/// What pdftotext tells of a document.
struct PdfContent {
  std::vector<PdfPage> pages;
  DocumentInformation information;
};

/// Reads what `pdftotext -bbox-layout` writes. Whatever else the bytes are, the text is
/// clean (clean_text).
PdfContent read_pdf_pages(std::string_view layout);

}  // namespace demarche
