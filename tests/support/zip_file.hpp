// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace demarche::test {

/// Names and contents, in their order.
using Members = std::vector<std::pair<std::string, std::string>>;

/// The bytes of a ZIP file that holds them, compressed; encrypted with a password where
/// there is one.
std::string zip_file(const Members& members, const std::string& password = {});

/// A DOCX whose body is this XML, with other members besides.
std::string docx_file(const std::string& body, const Members& others = {});
/// An ODT whose text is this XML, with other members besides.
std::string odt_file(const std::string& text, const Members& others = {});
/// An EPUB whose chapters are the bodies of these pages.
std::string epub_file(const std::vector<std::string>& pages, const std::string& metadata = {});

}  // namespace demarche::test
