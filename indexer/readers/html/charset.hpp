// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace demarche {

/// A page decoded.
struct DecodedPage {
  std::string text;                   ///< valid UTF-8 with LF line ends, without BOM and NULs
  std::vector<std::string> warnings;  ///< where the page was not as it says, or broken
};

/// Decodes a page by the order of the WHATWG Encoding and HTML standards: byte order
/// mark, what the first 64 KiB declare (`<meta>`, an XML declaration), detection. Bytes
/// that are UTF-8 are read as UTF-8 whatever is declared, and a page that calls itself
/// UTF-8 and mostly is not is detected: both are warned of. What is broken becomes U+FFFD.
DecodedPage decode_page(std::string_view bytes);

/// The converter's name for an encoding's label by the WHATWG's table, as `windows-1252`
/// for `iso-8859-1`; empty where the table lacks the label. Letter case doesn't matter.
std::string_view encoding_of_label(std::string_view label);

}  // namespace demarche
